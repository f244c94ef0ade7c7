import type { EngineApi } from '../api/engineApi.ts';
import type { Log } from './log.ts';

/** How an engine runs, apart from what each request says. Plain data: it crosses into the engine process. */
export interface EngineOptions {
  /** Where compiled models are kept; by default a folder of the user's cache. */
  cacheFolder?: string;
  /** Never ask for much memory at once: an editor's own runtime ends the process that does. */
  smallAllocations?: boolean;
  /** Loaded models are freed after this long without a question. */
  idleUnloadMs?: number;
  /** Threads that compute; by default what the machine has. */
  threads?: number;
}

/** An engine that lives in this thread. */
export interface LocalEngine extends EngineApi {
  /** Frees models, sessions and files. */
  close(): Promise<void>;
}

/**
 * Makes the engine of a thread. It loads nothing yet: one is made for answers, one for compiling and one for looking at
 * models and devices, each in its own thread.
 */
export type CreateEngine = (options: EngineOptions, log: Log) => LocalEngine;
