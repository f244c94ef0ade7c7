import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOfSummary, countsOfTap } from '../../scripts/tests.mjs';

const tap = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([what, count]) => `# ${what} ${String(count)}\n`)
    .join('');

test('a run is summed up by its own last lines', () => {
  const counts = countsOfTap(tap({ tests: 7, pass: 5, fail: 2, cancelled: 0, skipped: 0, todo: 0 }));
  assert.deepEqual(counts, { passed: 5, failed: 2, names: [] });
});

test('a test that was cancelled, skipped or left to do has not passed', () => {
  const counts = countsOfTap(tap({ tests: 7, pass: 4, fail: 0, cancelled: 1, skipped: 1, todo: 1 }));
  assert.deepEqual(counts, { passed: 4, failed: 3, names: [] });
});

test('a run that says nothing has failed', () => {
  assert.deepEqual(countsOfTap('TAP version 13\n'), { passed: 0, failed: 1 });
  assert.deepEqual(countsOfSummary('', 0), { passed: 0, failed: 1 });
});

test('the last summary counts, and only where it stands alone on its line', () => {
  const output = '1 passed, 9 failed\nso 2 passed, 9 failed\n3 passed, 0 failed\n';
  assert.deepEqual(countsOfSummary(output, 0), { passed: 3, failed: 0, names: [] });
});

test('a failing status is a failure even if the summary names none', () => {
  assert.deepEqual(countsOfSummary('3 passed, 0 failed\n', 1), { passed: 3, failed: 1, names: [] });
});

test('what failed is named once, however deep it stands or often it is printed', () => {
  const nested = `not ok 1 - outer\n    not ok 2 - inner\nok 3 - other\n${tap({ tests: 3, pass: 1, fail: 2, cancelled: 0, skipped: 0, todo: 0 })}`;
  assert.deepEqual(countsOfTap(nested).names, ['outer', 'inner']);
  const output = '✖ it answers (4.0 s)\nError: no\n✔ it ends (1.0 s)\n✖ it answers\nError: no\n\n1 passed, 1 failed\n';
  assert.deepEqual(countsOfSummary(output, 1).names, ['it answers']);
});
