import { connectEngine } from '../../../src/engine/client/engineClient.ts';
import { question } from '../host/fakeEngine.ts';
import { fakeHost, sourceArguments } from './fakeClient.ts';

/** A client in a process of its own: asks a question that never ends, tells the engine's process, and waits to be killed. */
const [, , runtimeFolder = ''] = process.argv;
const client = connectEngine({
  entry: fakeHost,
  runtimeFolder,
  node: process.execPath,
  nodeArguments: sourceArguments,
  idleExitMs: 1000,
});
const { processId } = await client.status();
client.ask(question('patient'), { onProgress: () => process.send?.(processId) }).catch(() => undefined);
