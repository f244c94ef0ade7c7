import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addErrors, noErrorYet, relativeError, weightError } from '../../../src/engine/quantize/quantizationError.ts';
import { gaussian } from './weights.ts';

test('the relative error is the root of lost over total energy', () => {
  const sums = weightError(Float32Array.of(3, 4), Float32Array.of(3, 3));
  assert.equal(relativeError(sums), 1 / 5);
});

test('nothing lost, and nothing there to lose, is no error', () => {
  assert.equal(relativeError(weightError(Float32Array.of(1, 2), Float32Array.of(1, 2))), 0);
  assert.equal(relativeError(noErrorYet), 0);
});

test('errors of batches add up to that of the whole', () => {
  const [weights, rounded] = [gaussian(100, 1), gaussian(100, 2)];
  const whole = weightError(weights, rounded);
  const parts = [
    [0, 30],
    [30, 100],
  ].map(([a, b]) => weightError(weights.subarray(a, b), rounded.subarray(a, b)));
  const joined = parts.reduce(addErrors, noErrorYet);
  assert.ok(Math.abs(joined.error - whole.error) < 1e-9);
  assert.ok(Math.abs(joined.total - whole.total) < 1e-9);
});
