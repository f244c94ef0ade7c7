import type { Clock } from '../../../src/engine/rpc/clock.ts';

/** A clock that a test moves by hand. */
export class FakeClock implements Clock {
  private time = 0;
  private readonly due = new Map<() => void, number>();

  now(): number {
    return this.time;
  }

  after(delayMs: number, action: () => void): () => void {
    const run = () => {
      action();
    };
    this.due.set(run, this.time + delayMs);
    return () => this.due.delete(run);
  }

  /** Delays still being waited for, in milliseconds from now, shortest first. */
  get waits(): number[] {
    return [...this.due.values()].map((time) => time - this.time).sort((a, b) => a - b);
  }

  advance(ms: number): void {
    this.time += ms;
    for (const [run, time] of [...this.due])
      if (time <= this.time) {
        this.due.delete(run);
        run();
      }
  }
}
