import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOfSummary, countsOfTap } from '../../scripts/tests.mjs';

const tap = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([what, count]) => `# ${what} ${String(count)}\n`)
    .join('');

test('a run is summed up by its own last lines', () => {
  const counts = countsOfTap(tap({ tests: 7, pass: 5, fail: 2, cancelled: 0, skipped: 0, todo: 0 }));
  assert.deepEqual(counts, { passed: 5, failed: 2 });
});

test('a test that was cancelled, skipped or left to do has not passed', () => {
  const counts = countsOfTap(tap({ tests: 7, pass: 4, fail: 0, cancelled: 1, skipped: 1, todo: 1 }));
  assert.deepEqual(counts, { passed: 4, failed: 3 });
});

test('a run that says nothing has failed', () => {
  assert.deepEqual(countsOfTap('TAP version 13\n'), { passed: 0, failed: 1 });
  assert.deepEqual(countsOfSummary('', 0), { passed: 0, failed: 1 });
});

test('the last summary counts, and only where it stands alone on its line', () => {
  const output = '1 passed, 9 failed\nso 2 passed, 9 failed\n3 passed, 0 failed\n';
  assert.deepEqual(countsOfSummary(output, 0), { passed: 3, failed: 0 });
});

test('a failing status is a failure even if the summary names none', () => {
  assert.deepEqual(countsOfSummary('3 passed, 0 failed\n', 1), { passed: 3, failed: 1 });
});
