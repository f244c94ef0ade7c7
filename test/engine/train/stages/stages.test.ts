import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConfigFile } from '../../../../src/engine/checkpoint/publishedConfig.ts';
import { seededRandom } from '../../../../src/engine/generate/seededRandom.ts';
import { tokensPerTile } from '../../../../src/engine/model/config.ts';
import { readConfig } from '../../../../src/engine/model/readConfig.ts';
import { initialWeights } from '../../../../src/engine/train/initial/initialWeights.ts';
import { withVocabulary } from '../../../../src/engine/train/initial/withVocabulary.ts';
import type { Answer } from '../../../../src/engine/train/nextTokenLoss.ts';
import type { Stage } from '../../../../src/engine/train/stage.ts';
import { compositional } from '../../../../src/engine/train/stages/compositional.ts';
import { monolithic } from '../../../../src/engine/train/stages/monolithic.ts';
import { pretrain } from '../../../../src/engine/train/stages/pretrain.ts';
import { Trainer } from '../../../../src/engine/train/trainer.ts';
import { nanoConfig, smallVocabulary, type NanoConfig } from '../initial/nanoConfigs.ts';
import { settings } from '../tinyTrainer.ts';

const placeholder = smallVocabulary.idOf('<IMG_CONTEXT>')!;

/** A stage's trainer over fresh weights of one of nano's configurations. */
async function open(stage: Stage<Answer>, name: NanoConfig): Promise<Trainer<Answer>> {
  const text = withVocabulary(nanoConfig(name), smallVocabulary);
  // The recipe's own file, whose sizes were completed just now.
  const weights = initialWeights(JSON.parse(text) as ConfigFile, 3);
  const parts = { stage, config: readConfig(text), placeholder, optimizer: settings };
  return Trainer.open({ ...parts, session: { device: 'cpu', threads: 1 } }, (tensor) =>
    Promise.resolve(weights.get(tensor)!.data),
  );
}

const random = seededRandom(5);
const words = (count: number): number[] => Array.from({ length: count }, () => Math.floor(random() * 280));

function answer(name: NanoConfig, withPicture: boolean): Answer {
  const { tile } = readConfig(withVocabulary(nanoConfig(name), smallVocabulary));
  const picture = Array.from({ length: withPicture ? tokensPerTile(tile) : 0 }, () => placeholder);
  const ids = [1, ...picture, ...words(8)];
  const pixels = new Float32Array(3 * tile.size ** 2).map(() => 2 * random() - 1);
  return { ids, weights: ids.map((_, i) => Number(i >= ids.length - 4)), ...(withPicture && { pixels }) };
}

const cases: readonly (readonly [stage: Stage<Answer>, config: NanoConfig, withPicture: boolean])[] = [
  [pretrain, 'compositional', false],
  [compositional, 'compositional', true],
  [monolithic, 'monolithic', true],
];

for (const [stage, name, withPicture] of cases) {
  test(`${stage.name}: the gradient says how the loss changes along it`, async () => {
    const trainer = await open(stage, name);
    const rows = [[[answer(name, withPicture)]]];
    const { of: gradients } = await trainer.gradients(rows);
    const squared = [...gradients.values()].reduce((sum, g) => sum + g.reduce((part, x) => part + x * x, 0), 0);
    const step = 2e-3 / Math.sqrt(squared);
    // On the processor these are the trainer's own tensors.
    const weights = new Map((await trainer.learners()).map(({ name, weight }) => [name, weight]));
    const lossAt = async (times: number): Promise<number> => {
      for (const [tensor, gradient] of gradients) {
        const weight = weights.get(tensor)!;
        gradient.forEach((x, i) => (weight[i]! += times * step * x));
      }
      return (await trainer.gradients(rows)).loss;
    };
    const slope = ((await lossAt(1)) - (await lossAt(-2))) / (2 * step);
    assert.ok(Math.abs(slope / squared - 1) < 0.02, `${slope} ${squared}`);
    await trainer.close();
  });

  test(`${stage.name}: what was shown is learned by heart`, async () => {
    const trainer = await open(stage, name);
    const rows = [[[answer(name, withPicture), answer(name, withPicture)]]];
    const losses: number[] = [];
    for (let step = 1; step <= 15; step++) losses.push((await trainer.step(rows, { step, rate: 2e-3 })).loss);
    assert.ok(losses.at(-1)! < losses[0]! / 4, losses.join());
    await trainer.close();
  });
}

test('pretraining touches the language model alone', async () => {
  const trainer = await open(pretrain, 'compositional');
  for (const { name } of await trainer.learners()) assert.match(name, /^language_model\./);
  await trainer.close();
});
