import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { EngineApi } from '../api/engineApi.ts';
import type { EngineDeath } from '../api/engineDeath.ts';
import { EngineError } from '../api/errors.ts';
import { systemClock } from '../rpc/clock.ts';
import { withDeadline } from '../rpc/deadline.ts';
import { createPeer, type Peer } from '../rpc/peer.ts';
import { portTransport } from '../rpc/portTransport.ts';
import { forbidTelemetry } from '../session/runtimeTelemetry.ts';
import { engineErrors } from './engineErrors.ts';
import type { EngineOptions } from './engineOptions.ts';
import { errorFields, structuredLog } from './log.ts';
import { remoteEngine } from './remoteEngine.ts';
import { closeMethod, type ThreadData } from './serveWorker.ts';

export interface ThreadSettings {
  /** The file that the thread runs: it calls `serveWorker`. */
  entry: URL;
  options: EngineOptions;
  /** Takes the lines of the thread's log. */
  writeLog: (line: string) => void;
}

/** An engine in a thread of its own: started by its first call, and again by the first call after its death. */
export class EngineThread {
  /** The thread's engine. Its calls end with `engine/died` if the thread does. */
  readonly engine: EngineApi;
  private readonly name: string;
  private readonly settings: ThreadSettings;
  private running: Peer | undefined;

  constructor(name: string, settings: ThreadSettings) {
    this.name = name;
    this.settings = settings;
    this.engine = remoteEngine((method, argument, options) => {
      this.running ??= this.start();
      return this.running.call(method, argument, options);
    });
  }

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  /** Lets the engine free what it holds, and ends the thread. Resolves to whether that took no force. */
  async close(): Promise<boolean> {
    const peer = this.running;
    this.running = undefined;
    if (!peer) return true;
    const closing = withDeadline(peer.call(closeMethod, undefined), {
      clock: systemClock,
      limitMs: closePatienceMs,
      late: () => new Error(`The thread ${this.name} did not close.`),
    });
    return closing
      .then(() => true)
      .catch(() => false)
      .finally(() => peer.close());
  }

  private start(): Peer {
    const { entry, options, writeLog } = this.settings;
    const data: ThreadData = { thread: this.name, options };
    forbidTelemetry();
    const worker = new Worker(entry, { name: this.name, workerData: data, stdout: true, stderr: true });
    forwardLines(worker.stdout, writeLog);
    forwardLines(worker.stderr, writeLog);
    const death = this.watch(worker);
    const closed = () => new EngineError('engine/died', death());
    const peer = createPeer(portTransport(worker), {}, engineErrors(closed));
    worker.once('exit', () => {
      if (this.running === peer) this.running = undefined;
    });
    return peer;
  }

  /** Keeps what is known of the thread's end, for the calls that it ends. */
  private watch(worker: Worker): () => EngineDeath {
    const log = structuredLog(this.settings.writeLog, this.name);
    let death: EngineDeath = { cause: 'exit' };
    worker.once('error', (error: unknown) => {
      log.error('thread died', errorFields(error));
      death = { cause: isOutOfMemory(error) ? 'out-of-memory' : 'error', log: stackOf(error) };
    });
    worker.once('exit', (exitCode) => {
      death.exitCode = exitCode;
    });
    return () => death;
  }
}

/** Long enough to free a model; not so long that closing an editor waits for a thread that hangs. */
const closePatienceMs = 3000;

function forwardLines(stream: Readable, write: (line: string) => void): void {
  createInterface({ input: stream }).on('line', write);
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
