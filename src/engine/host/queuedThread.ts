import type { CallOptions } from '../api/callOptions.ts';
import type { EngineApi } from '../api/engineApi.ts';
import type { QueuedCallOptions } from './engineHandlers.ts';
import { EngineThread, type ThreadSettings } from './engineThread.ts';
import { Lane } from './lane.ts';

/** A method whose calls are done one after another. */
type QueuedMethod<Request, Progress, Result> = (
  request: Request,
  options?: QueuedCallOptions<Progress>,
) => Promise<Result>;

/** How a thread takes its calls. */
interface QueueOptions {
  /** End the thread once nothing waits for it: what it does is rare and leaves much memory behind. */
  readonly endsWhenIdle?: boolean;
}

/** An engine in a thread of its own that does one thing after another. */
export class QueuedThread {
  private readonly thread: EngineThread;
  private readonly lane = new Lane();
  private readonly options: QueueOptions;

  constructor(name: string, settings: ThreadSettings, options: QueueOptions = {}) {
    this.thread = new EngineThread(name, settings);
    this.options = options;
  }

  /** The thread's engine, for calls that wait for no turn. */
  get engine(): EngineApi {
    return this.thread.engine;
  }

  get isRunning(): boolean {
    return this.thread.isRunning;
  }

  /** Calls running or waiting. */
  get pending(): number {
    return this.lane.length;
  }

  /** A method that waits for its turn: `waiting` is its progress meanwhile. It says when it begins, and runs with the rest of its options. */
  method<Request, Progress, Result>(
    job: (engine: EngineApi, request: Request, options: CallOptions<Progress>) => Promise<Result>,
    waiting?: NoInfer<Progress>,
  ): QueuedMethod<Request, Progress, Result> {
    return (request, { onBegin, ...passOn } = {}) => {
      const begin = (): Promise<Result> => {
        onBegin?.();
        return job(this.engine, request, passOn);
      };
      const { signal, onProgress } = passOn;
      const onWait = (): void => {
        if (waiting !== undefined) onProgress?.(waiting);
      };
      return this.run(begin, { ...(signal && { signal }), onWait });
    };
  }

  /** Runs a job when its turn comes. */
  async run<Result>(job: () => Promise<Result>, options: Parameters<Lane['run']>[1] = {}): Promise<Result> {
    return this.lane.run(async () => {
      try {
        return await job();
      } finally {
        if (this.options.endsWhenIdle && this.lane.length === 1) await this.close();
      }
    }, options);
  }

  /** Lets the engine free what it holds, and ends the thread. Resolves to whether that took no force. */
  close(): Promise<boolean> {
    return this.thread.close();
  }
}
