import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scaleNumbers } from '../../../../src/engine/data/world/charts/furniture.ts';
import { worldSource } from '../../../../src/engine/data/world/worldSource.ts';

const scales = [
  { top: 10, most: 5, numbers: [0, 2, 4, 6, 8, 10] },
  { top: 10, most: 10, numbers: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
  { top: 100, most: 6, numbers: [0, 20, 40, 60, 80, 100] },
  { top: 8.4, most: 8, numbers: [0, 2, 4, 6, 8] },
  { top: 1, most: 5, numbers: [0, 0.2, 0.4, 0.6, 0.8, 1] },
];
for (const { top, most, numbers } of scales)
  test(`a scale up to ${top} with at most ${most} steps has round numbers`, () =>
    assert.deepEqual(scaleNumbers(top, most), numbers));

test('training reads values off scales and titles from the first level of charts on, held-out pictures do not', async () => {
  const kinds = async (split: 'train' | 'test') => {
    const source = worldSource({ seed: 8, split, families: ['charts'] });
    const read = await Promise.all(Array.from({ length: 80 }, (_, index) => source.read(index, 0)));
    return new Set(read.flatMap(({ turns }) => turns.map(({ task }) => task)));
  };
  assert.deepEqual([...(await kinds('test'))].sort(), ['charts/highest', 'charts/lowest']);
  const learned = await kinds('train');
  for (const kind of ['title', 'value', 'refusal']) assert.ok(learned.has(`charts/${kind}`), kind);
});
