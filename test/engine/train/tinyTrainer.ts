import { openCheckpoint } from '../../../src/engine/checkpoint/openCheckpoint.ts';
import { seededRandom } from '../../../src/engine/generate/seededRandom.ts';
import type { HovleConfig } from '../../../src/engine/model/config.ts';
import { tokensPerTile } from '../../../src/engine/model/config.ts';
import { readConfig } from '../../../src/engine/model/readConfig.ts';
import { isFactor } from '../../../src/engine/train/adapters/adapted.ts';
import type { Answer } from '../../../src/engine/train/nextTokenLoss.ts';
import type { OptimizerSettings } from '../../../src/engine/train/optimizer.ts';
import { usualGroups } from '../../../src/engine/train/parameterGroups.ts';
import { instruct } from '../../../src/engine/train/stages/instruct.ts';
import { Trainer } from '../../../src/engine/train/trainer.ts';
import { reference } from '../checkpoint/reference.ts';

export const settings: OptimizerSettings = {
  beta1: 0.9,
  beta2: 0.98,
  epsilon: 1e-8,
  groups: usualGroups(0.05),
  maxGradientNorm: 1,
};

/** A trainer of all parameters of a reference checkpoint, for a test that closes it. */
export async function tinyTrainer(
  name: 'tiny-pre' | 'tiny-post',
  { optimizer = settings, recompute = false, stage = instruct } = {},
): Promise<{ trainer: Trainer<Answer>; config: HovleConfig }> {
  const checkpoint = await openCheckpoint(reference(name));
  try {
    const config = readConfig(checkpoint.configText);
    if (config.layout !== 'hovle') throw new Error(`${name} is no HoVLE.`);
    const parts = { stage, config, placeholder: config.imageTokenId, optimizer, recompute } as const;
    const read = async (tensor: string, shape: readonly number[]): Promise<Float32Array> =>
      isFactor(tensor) ? randomFactor(shape) : checkpoint.readFloat32(tensor);
    return { trainer: await Trainer.open({ ...parts, session: { device: 'cpu', threads: 1 } }, read), config };
  } finally {
    await checkpoint.close();
  }
}

function randomFactor(shape: readonly number[]): Float32Array {
  const random = seededRandom(shape[0] ?? 0);
  return new Float32Array(shape.reduce((product, size) => product * size, 1)).map(() => 0.2 * random() - 0.1);
}

/** A random answer about `tiles` tiles, of `words` words, of which the last `learned` are to be foretold. */
export function randomAnswer(
  config: HovleConfig,
  { seed, tiles, words, learned }: { seed: number; tiles: number; words: number; learned: number },
): Answer {
  const random = seededRandom(seed);
  const ids = Array.from({ length: words }, () => Math.floor(random() * 1000));
  const placeholders = Array.from({ length: tiles * tokensPerTile(config.tile) }, () => config.imageTokenId);
  const [first = 0, ...rest] = ids;
  const all = [first, ...placeholders, ...rest];
  const pixels = new Float32Array(tiles * 3 * config.tile.size ** 2).map(() => 2 * random() - 1);
  const weights = all.map((_, i) => (i >= all.length - learned ? 0.5 + random() : 0));
  return { ids: all, pixels, weights };
}
