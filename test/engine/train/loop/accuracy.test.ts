import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addAccuracy, type AccuracyTable } from '../../../../src/engine/train/loop/accuracy.ts';

test('every answer is noted under its task, but what is asked ahead says nothing of the level', () => {
  const table: AccuracyTable = {};
  const sample = { tasks: ['shapes/colour', 'shapes/exists', 'shapes/exists'], ahead: [false, true, true] };
  const scores = [
    { tokens: 2, right: 2 },
    { tokens: 2, right: 1 },
    { tokens: 2, right: 2 },
  ];
  assert.deepEqual(addAccuracy(table, sample, 3, scores), { answers: 1, right: 1 });
  assert.deepEqual(table, {
    'shapes/colour': { 3: { answers: 1, right: 1 } },
    'shapes/exists': { 3: { answers: 2, right: 1 } },
  });
});
