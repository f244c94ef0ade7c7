import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareLogits } from '../../../bench/logits/compareLogits.ts';

const logits = (...rows: number[][]) => ({ vocabularySize: 3, rows: rows.map((row) => Float32Array.from(row)) });

test('equal logits differ in nothing, nor do those moved by a constant', () => {
  const exact = logits([1, 2, 4, 0, -1, 5], [3, 2, 1]);
  for (const other of [exact, logits([6, 7, 9, 10, 9, 15], [0, -1, -2])]) {
    const { relative, divergence, agreement } = compareLogits(exact, other);
    assert.ok(relative < 1e-6 && Math.abs(divergence) < 1e-6);
    assert.equal(agreement, 1);
  }
});

test('error, divergence and agreement are those of the definitions', () => {
  const half = Math.log(2);
  const { relative, divergence, agreement } = compareLogits(logits([0, 0, 0]), logits([half, 0, 0]));
  assert.equal(relative, Infinity);
  // Probabilities 1/3 each against 1/2, 1/4, 1/4.
  assert.ok(Math.abs(divergence - Math.log(32 / 27) / 3) < 1e-6);
  assert.equal(agreement, 1);
  assert.equal(compareLogits(logits([0, 1, 0]), logits([1, 0, 0])).agreement, 0);
});
