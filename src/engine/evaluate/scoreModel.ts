import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileModel } from '../compile/compileModel.ts';
import { families, type FamilyName } from '../data/world/families.ts';
import type { Split } from '../data/world/split.ts';
import { worldSource } from '../data/world/worldSource.ts';
import { loadModel } from '../generate/loadedModel.ts';
import { answererOf } from './answerer.ts';
import { runBenchmark, type BenchmarkPart, type TaskScore } from './benchmark.ts';

export interface ScoreOptions {
  readonly threads: number;
  readonly clock: () => number;
}

/** Asks the model in a checkpoint's folder, exact weights on the processor, as a user would. */
export async function scoreModel(
  folder: string,
  parts: readonly BenchmarkPart[],
  { threads, clock }: ScoreOptions,
): Promise<TaskScore[]> {
  const temporary = await mkdtemp(join(tmpdir(), 'hovle-scores-'));
  try {
    const out = join(temporary, 'compiled');
    await compileModel(folder, { out, precision: 'fp32' });
    const model = await loadModel(out, { device: 'cpu', threads, prefixCacheBytes: 0 });
    try {
      return await runBenchmark(answererOf(model, { maxTokens, clock }), parts);
    } finally {
      await model.close();
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Longer than any expected answer but captions, which are not counted by equality anyway. */
const maxTokens = 64;

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
