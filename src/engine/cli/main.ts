#!/usr/bin/env node
import { join } from 'node:path';
import { createThreadedEngine } from '../host/threadedEngine.ts';
import { threadEntry } from '../host/threadEntry.ts';
import { packageFolder } from './packageFolder.ts';
import { runCli } from './runCli.ts';
import { startEngine } from './startEngine.ts';
import { thisSystem } from './systemFacts.ts';
import { watchOutput } from './watchOutput.ts';

// The first Ctrl+C cancels, as does a system that shuts down; with no listener left, a second one ends the program.
const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    interrupt.abort();
  });
const exitCodeAfter = watchOutput(
  process,
  () => interrupt.abort(),
  (code) => (process.exitCode = code),
);

const code = await runCli(process.argv.slice(2), {
  createEngine: (writeLog) => createThreadedEngine({ entry: threadEntry(), options: {}, writeLog }),
  serveEngine: startEngine,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interrupt.signal,
  environment: process.env,
  shippedModels: join(packageFolder(import.meta.url), 'media', 'models'),
  system: thisSystem,
});
process.exitCode = exitCodeAfter(code);
