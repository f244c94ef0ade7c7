import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Weights } from '../../../../src/engine/embed/maps/weights.ts';
import { refused } from '../../checkpoint/refused.ts';

test('weights that fit are read once, larger ones each time', async () => {
  const read: string[] = [];
  const readFloat32 = async (name: string) => {
    read.push(name);
    return new Float32Array(name === 'large' ? 100 : 2);
  };
  const weights = new Weights({ folder: 'model', readFloat32 }, 16);
  for (const name of ['a', 'large', 'a', 'b', 'large', 'b']) await weights.read(name);
  assert.deepEqual(read, ['a', 'large', 'b', 'large']);
});

test('a weight that is no number is named', async () => {
  const weights = new Weights({ folder: 'model', readFloat32: async () => Float32Array.of(1, NaN) });
  const details = { name: 'w', file: 'model', index: 1 };
  await refused(() => weights.read('w'), 'checkpoint/not-finite', details);
  await refused(() => weights.rows('w', [3]), 'checkpoint/not-finite', details);
});
