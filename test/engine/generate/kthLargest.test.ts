import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { kthLargest } from '../../../src/engine/generate/kthLargest.ts';

test('the k-th largest value is the one a sort puts there, with equal and infinite values too', () => {
  // Adding 0 makes −0 to 0: a sort tells them apart, a comparison does not.
  const value = fc.oneof(fc.float({ noNaN: true }), fc.integer({ min: -2, max: 2 })).map((number) => number + 0);
  const values = fc.array(value, { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(values, fc.nat(), (list, pick) => {
      const array = Float32Array.from(list);
      const k = (pick % array.length) + 1;
      assert.equal(kthLargest(array, k), array.toSorted()[array.length - k]);
      assert.deepEqual(array, Float32Array.from(list));
    }),
    { numRuns: 500 },
  );
});
