import { availableParallelism } from 'node:os';
import type { Sequence } from '../batch/sequence.ts';
import type { SampleSource } from './sample.ts';

/** Reads that are enough to keep readers busy; a picture of a camera takes tens of megabytes while it is read. */
const usualReads = Math.max(4, 2 * availableParallelism());

/** Bounds how many reads run at once, over all the sources it is given; the others wait in the order in which they were asked for. */
export function boundedReads(most = usualReads): <S extends Sequence>(source: SampleSource<S>) => SampleSource<S> {
  const waiting: (() => void)[] = [];
  let running = 0;
  const next = (): void => {
    while (running < most && waiting.length > 0) {
      running += 1;
      waiting.shift()?.();
    }
  };
  const turn = (): Promise<void> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      next();
    });
  return (source) => ({
    ...source,
    read: async (...sample) => {
      await turn();
      return source.read(...sample).finally(() => {
        running -= 1;
        next();
      });
    },
  });
}
