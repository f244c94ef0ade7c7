import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { firstNonFinite } from '../../../src/engine/checkpoint/firstNonFinite.ts';

const largest = 3.4028234663852886e38;

test('finite values, however large or small, are let through', () => {
  assert.equal(firstNonFinite(Float32Array.of(0, -0, 1e-45, -largest, largest)), -1);
  assert.equal(firstNonFinite(new Float32Array(0)), -1);
});

test('the first of several values that are no numbers is found, wherever it is', () => {
  const bad = fc.constantFrom(NaN, Infinity, -Infinity);
  fc.assert(
    fc.property(
      fc.array(fc.float({ noNaN: true, noDefaultInfinity: true })),
      bad,
      fc.array(fc.float()),
      (before, value, after) => firstNonFinite(Float32Array.of(...before, value, ...after)) === before.length,
    ),
  );
});
