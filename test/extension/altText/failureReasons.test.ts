import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureReasons } from '../../../src/extension/altText/failureReasons.ts';

test('each reason is told once, in order, and four at most', () => {
  assert.equal(failureReasons(['No a.', 'No b.', 'No a.']), 'No a. No b.');
  assert.equal(failureReasons(['1.', '2.', '3.', '4.', '5.']), '1. 2. 3. 4.');
});
