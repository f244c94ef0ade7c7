import { homedir } from 'node:os';
import { join } from 'node:path';
import { connectEngine } from '../../../src/engine/client/engineClient.ts';
import { runCli } from '../../../src/engine/cli/runCli.ts';
import { fakeHost, sourceArguments } from '../client/fakeClient.ts';
import { healthySystem } from './cliRun.ts';

// `hovle mcp` over an engine without a model, in a process of its own as the real one; its files lie in the home folder.
const client = connectEngine({
  entry: fakeHost,
  runtimeFolder: join(homedir(), 'run'),
  node: process.execPath,
  nodeArguments: sourceArguments,
});
process.exitCode = await runCli(['mcp', ...process.argv.slice(2)], {
  createEngine: () => ({ ...client, close: () => client.dispose() }),
  serveEngine: () => ({ ...client, close: () => client.dispose() }),
  stdout: process.stdout,
  stderr: process.stderr,
  signal: new AbortController().signal,
  environment: process.env,
  shippedModels: join(homedir(), 'models'),
  system: healthySystem,
});
