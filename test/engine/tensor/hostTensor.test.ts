import assert from 'node:assert/strict';
import { test } from 'node:test';
import { int64 } from '../../../src/engine/tensor/hostTensor.ts';

test('whole numbers of every size become 64-bit ones', () => {
  const sizes = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 32 + 5, Number.MAX_SAFE_INTEGER];
  const numbers = sizes.flatMap((size) => [size, -size]);
  assert.deepEqual([...int64([numbers.length], numbers).data], numbers.map(BigInt));
});

test('what is no whole number is refused', () => {
  for (const value of [0.5, NaN, Infinity, 2 ** 53]) assert.throws(() => int64([1], [value]), /whole/);
});
