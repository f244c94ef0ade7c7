import { EngineError } from '../api/errors.ts';

/** Runs jobs one at a time, in the order in which they came. */
export class Lane {
  private readonly waiting: (() => void)[] = [];
  private isBusy = false;

  /** Jobs running or waiting. */
  get length(): number {
    return this.waiting.length + (this.isBusy ? 1 : 0);
  }

  /** Runs the job when its turn comes. A job that is cancelled before never runs. */
  async run<T>(job: () => Promise<T>, options: LaneOptions = {}): Promise<T> {
    await this.turn(options);
    try {
      return await job();
    } finally {
      this.next();
    }
  }

  private turn({ signal, onWait }: LaneOptions): Promise<void> {
    if (signal?.aborted) return Promise.reject(cancelled());
    if (this.isBusy) {
      onWait?.();
      return this.wait(signal);
    }
    this.isBusy = true;
    return Promise.resolve();
  }

  private wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const start = () => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        this.waiting.splice(this.waiting.indexOf(start), 1);
        reject(cancelled());
      };
      this.waiting.push(start);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  private next(): void {
    const start = this.waiting.shift();
    if (start) start();
    else this.isBusy = false;
  }
}

export interface LaneOptions {
  signal?: AbortSignal;
  /** Called if the job cannot start at once. */
  onWait?: () => void;
}

function cancelled(): EngineError<'request/cancelled'> {
  return new EngineError('request/cancelled', undefined);
}
