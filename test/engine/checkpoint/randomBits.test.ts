import assert from 'node:assert/strict';
import { test } from 'node:test';
import golden from '../../golden/checkpoint/randomWeights.json' with { type: 'json' };
import { fillFrom, normalQuantiles } from '../../../src/engine/checkpoint/gaussian.ts';
import { randomBits, xoshiro } from '../../../src/engine/checkpoint/randomBits.ts';

test('the generator draws the numbers of xoshiro128**', () => {
  assert.deepEqual(Array.from(golden.xoshiro, xoshiro([1, 2, 3, 4])), golden.xoshiro);
});

test('a seed and a label make the same numbers again; another seed or label makes others', () => {
  const draw = (seed: number, label: string) => Array.from({ length: 4 }, randomBits(seed, label)).join();
  const pairs = [0, 1, 2, -1, 2 ** 31].flatMap((seed) =>
    ['', 'a', 'b', 'layers.1', 'layers.2'].map((label) => [seed, label] as const),
  );
  const drawn = pairs.map(([seed, label]) => draw(seed, label));
  assert.deepEqual(
    drawn,
    pairs.map(([seed, label]) => draw(seed, label)),
  );
  assert.equal(new Set(drawn).size, pairs.length);
});

test('the table holds the quantiles of the standard normal distribution', () => {
  const table = normalQuantiles();
  assert.equal(table.length, 65536);
  for (const [position, value] of golden.quantiles) {
    const actual = table[position ?? NaN] ?? NaN;
    assert.ok(Math.abs(actual - (value ?? NaN)) < 1e-6, `${position}: ${actual} for ${value}`);
  }
});

test('every half of a draw picks one value, and the last half is left where the length is odd', () => {
  const table = Uint16Array.from({ length: 65536 }, (_, i) => i);
  const out = new Uint16Array(5);
  const draws = [0x00020001, 0x00040003, 0xffff0005];
  fillFrom(table, out, () => draws.shift() ?? 0);
  assert.deepEqual([...out], [1, 2, 3, 4, 5]);
  assert.equal(draws.length, 0);
});
