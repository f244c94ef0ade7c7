import { existsSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { openDataset } from '../data/formats/openDataset.ts';
import { scattered } from '../data/scattered.ts';
import type { Benchmark } from './questions.ts';
import { manifestFile, openFixedBenchmark } from './fixedBenchmark.ts';

/** Opens a benchmark's folder, or data in any form that is learned from as well. */
export async function openBenchmark(path: string): Promise<Benchmark> {
  if (existsSync(join(path, manifestFile))) return openFixedBenchmark(path);
  const data = await openDataset(path);
  const { length = 0 } = data;
  return {
    name: basename(path, extname(path)),
    length,
    read: async (index) => {
      const { pictures, turns, task } = await data.read(scattered(index, length));
      return {
        pictures,
        turns: turns.map(({ question, answer, task: own = task }) => ({
          ...{ task: own, level: 0, question, expected: answer },
        })),
      };
    },
  };
}
