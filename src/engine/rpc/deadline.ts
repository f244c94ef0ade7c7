import type { Clock } from './clock.ts';

export interface Deadline {
  clock: Clock;
  limitMs: number;
  /** The error of work that took longer. */
  late: () => Error;
}

/** The work's own end, or the deadline's error. The work itself goes on. */
export function withDeadline<T>(work: Promise<T>, { clock, limitMs, late }: Deadline): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopWaiting = clock.after(limitMs, () => {
      reject(late());
    });
    work.then(resolve, reject).finally(stopWaiting);
  });
}
