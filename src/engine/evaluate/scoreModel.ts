import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TaskScore } from '../api/evaluationApi.ts';
import { compileModel } from '../compile/compileModel.ts';
import { families, type FamilyName } from '../data/world/families.ts';
import type { Split } from '../data/world/split.ts';
import { worldSource } from '../data/world/worldSource.ts';
import { loadModel } from '../generate/loadedModel.ts';
import { answererOf, type Answerer } from './answerer.ts';
import { runBenchmark, type BenchmarkPart } from './benchmark.ts';

export interface ScoreOptions {
  readonly threads: number;
  readonly clock: () => number;
}

/** Asks the model in a checkpoint's folder, exact weights on the processor, as a user would. */
export async function scoreModel(
  folder: string,
  parts: readonly BenchmarkPart[],
  options: ScoreOptions,
): Promise<TaskScore[]> {
  return withAnswerer(folder, options, (answer) => runBenchmark(answer, parts));
}

/** Lends a checkpoint as it is: exact weights on the processor, compiled beside the cache and removed afterwards. */
export async function withAnswerer<T>(
  folder: string,
  { threads, clock }: ScoreOptions,
  use: (answer: Answerer) => Promise<T>,
): Promise<T> {
  const temporary = await mkdtemp(join(tmpdir(), 'hovle-scores-'));
  try {
    const out = join(temporary, 'compiled');
    await compileModel(folder, { out, precision: 'fp32' });
    const model = await loadModel(out, { device: 'cpu', threads, prefixCacheBytes: 0 });
    try {
      return await use(answererOf(model, { maxTokens, clock }));
    } finally {
      await model.close();
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Longer than any expected answer but captions, which are not counted by equality anyway. */
export const maxTokens = 64;

export interface WorldTest {
  readonly split: Split;
  readonly seed: number;
  /** Families with the highest level that is asked of each; all levels where absent. */
  readonly families: readonly { readonly family: FamilyName; readonly highest?: number }[];
  /** Examples of each family and level that are asked about. */
  readonly examples: number;
}

/** Enough to know the usual answer to each question. */
const usual = 150;

/** Held-out pictures of the procedural world, every level of every family apart. */
export function worldParts({ split, seed, families: asked, examples }: WorldTest): BenchmarkPart[] {
  return asked.flatMap(({ family, highest = Infinity }) => {
    const source = worldSource({ seed, split, families: [family] });
    const levels = Math.min(families[family].levels.length, highest + 1);
    return Array.from({ length: levels }, (_, level) => ({ source, level, examples, usual }));
  });
}
