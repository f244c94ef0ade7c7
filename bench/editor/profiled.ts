import { Session } from 'node:inspector/promises';
import type { Profiler } from 'node:inspector';

/** Takes a processor profile of this thread while the work is done. */
export async function profiled<T>(work: () => Promise<T>): Promise<{ result: T; profile: Profiler.Profile }> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: samplingMicroseconds });
    await session.post('Profiler.start');
    const result = await work();
    const { profile } = await session.post('Profiler.stop');
    return { result, profile };
  } finally {
    session.disconnect();
  }
}

const samplingMicroseconds = 500;

/** Longer than a sample lasts while the thread runs, even where the profiler itself waits for its turn (docs/decisions/0016). */
export const longestSampleMs = 2;
