import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConfigFile } from '../../../../src/engine/checkpoint/publishedConfig.ts';
import { publishedLayout } from '../../../../src/engine/checkpoint/publishedLayout.ts';
import { initialWeights } from '../../../../src/engine/train/initial/initialWeights.ts';
import { withVocabulary } from '../../../../src/engine/train/initial/withVocabulary.ts';
import { nanoConfig, smallVocabulary, type NanoConfig } from './nanoConfigs.ts';

/** Root of the mean square. */
function size(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

// The recipe's own file, whose sizes `withVocabulary` completed.
const read = (name: NanoConfig): ConfigFile =>
  JSON.parse(withVocabulary(nanoConfig(name), smallVocabulary)) as ConfigFile;
const hovle = initialWeights(read('hovle'), 1);

for (const name of ['hovle', 'monolithic', 'compositional'] as const) {
  test(`${name}: every tensor of the layout is made, in its order and shape, of finite numbers`, () => {
    const weights = initialWeights(read(name), 1);
    assert.deepEqual(
      Array.from(weights, ([tensor, { shape }]) => [tensor, shape]),
      publishedLayout(read(name)).map(({ name: tensor, shape }) => [tensor, shape]),
    );
    for (const [tensor, { data }] of weights) assert.ok(data.every(Number.isFinite), tensor);
  });
}

test('a tensor depends on its name and the seed alone', () => {
  const name = 'language_model.model.layers.0.attention.wo.weight';
  const [here, there] = [hovle, initialWeights(read('monolithic'), 1)].map((weights) => weights.get(name)?.data);
  assert.deepEqual(here, there);
  assert.notDeepEqual(here, initialWeights(read('hovle'), 2).get(name)?.data);
});

test('matrices keep the size of what passes, words are small, gains one', () => {
  const sizeOf = (name: string): number => size(hovle.get(name)!.data);
  for (const part of ['attention.wqkv', 'attention.wo', 'feed_forward.w1'])
    assert.ok(Math.abs(sizeOf(`embedding_model.encoder.0.${part}.weight`) * Math.sqrt(192) - 1) < 0.02, part);
  assert.ok(Math.abs(sizeOf('language_model.model.layers.0.feed_forward.w2.weight') * Math.sqrt(512) - 1) < 0.02);
  assert.ok(Math.abs(sizeOf('embedding_model.llm_text_embeddings.weight') - 0.03) < 0.001);
  assert.equal(sizeOf('language_model.model.norm.weight'), 1);
});

test('an even patch of any brightness says nothing at first', () => {
  const { shape, data } = hovle.get('embedding_model.vision_embeddings.patch_embedding.weight')!;
  const length = data.length / shape[0]!;
  for (let filter = 0; filter < shape[0]!; filter++) {
    const sum = data.subarray(filter * length, (filter + 1) * length).reduce((total, value) => total + value, 0);
    assert.ok(Math.abs(sum) < 1e-5);
  }
});

test('patches know where they are: neighbours are more alike than patches far apart, and no two are the same', () => {
  const { data } = hovle.get('embedding_model.vision_embeddings.position_embedding')!;
  const row = (x: number, y: number): Float32Array => data.subarray((1 + y * 14 + x) * 192, (2 + y * 14 + x) * 192);
  const distance = (a: Float32Array, b: Float32Array): number => size(a.map((value, i) => value - b[i]!));
  for (const [x, y] of [
    [0, 0],
    [5, 9],
    [12, 3],
  ] as const) {
    const near = [distance(row(x, y), row(x + 1, y)), distance(row(x, y), row(x, y + 1))];
    for (const step of near) assert.ok(step > 0.05 && step < distance(row(x, y), row(13 - x, 13 - y)), `${x} ${y}`);
  }
  assert.ok(data.subarray(0, 192).every((value) => value === 0));
});
