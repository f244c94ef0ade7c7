/** Shows the newest of many values. */
export interface Throttle<T> {
  /** Shows this value soon, unless a newer one comes first. */
  push: (value: T) => void;
  /** Drops what waits; resolves when the write in progress has ended, with its error if it failed. */
  stop: () => Promise<void>;
}

/**
 * Writes the newest value, one write at a time and with a pause after each: `pause` makes the rate.
 * After a failed write nothing more is written.
 */
export function throttle<T>(write: (value: T) => Promise<void>, pause: () => Promise<void>): Throttle<T> {
  let waiting: { value: T } | undefined;
  let writing: Promise<void> | undefined;
  let stopped = false;

  const writeAll = async () => {
    for (let next = waiting; next && !stopped; next = waiting) {
      waiting = undefined;
      await write(next.value);
      await pause();
    }
    writing = undefined;
  };
  return {
    push: (value) => {
      waiting = { value };
      // `stop` hands the error on; until then it is no unhandled rejection.
      if (!writing) (writing = writeAll()).catch(() => undefined);
    },
    stop: async () => {
      stopped = true;
      await writing;
    },
  };
}
