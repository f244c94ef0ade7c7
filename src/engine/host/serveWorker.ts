import { parentPort, workerData } from 'node:worker_threads';
import { EngineError } from '../api/errors.ts';
import { createPeer } from '../rpc/peer.ts';
import { portTransport } from '../rpc/portTransport.ts';
import { engineErrors } from './engineErrors.ts';
import { engineHandlers } from './engineHandlers.ts';
import type { CreateEngine, EngineOptions } from './engineOptions.ts';
import { structuredLog } from './log.ts';

/** What a thread is told when it starts. */
export interface ThreadData {
  thread: string;
  options: EngineOptions;
}

/** Asks a thread's engine to free what it holds. */
export const closeMethod = 'close';

/** Runs an engine in this worker thread, for the thread's parent. */
export function serveWorker(createEngine: CreateEngine): void {
  if (!parentPort) throw new Error('This is the entry of a worker thread, not of a program.');
  // Made by EngineThread, which starts nothing else with this entry.
  const { thread, options } = workerData as ThreadData;
  const log = structuredLog((line) => process.stderr.write(`${line}\n`), thread);
  const engine = createEngine(options, log);
  const handlers = { ...engineHandlers(engine), [closeMethod]: () => engine.close() };
  createPeer(portTransport(parentPort), handlers, engineErrors(parentGone, log));
}

/** Nobody is left to see this: a thread ends with its parent. */
function parentGone(): Error {
  return new EngineError('engine/stopped', undefined);
}
