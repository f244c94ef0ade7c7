import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Step } from '../../../src/engine/generate/prefillSteps.ts';
import { promptStretches } from '../../../src/engine/generate/promptStretches.ts';

const steps = (...rows: number[]): Step[] => rows.map((count) => ({ pieces: [], tokens: count, rows: count }));
const rowsOf = (stretches: readonly (readonly Step[])[]) => stretches.map((one) => one.map(({ rows }) => rows));

test('steps are joined up to 512 rows from the start, and to fewer where more is held', () => {
  assert.deepEqual(rowsOf(promptStretches(steps(256, 256, 256, 256), 0)), [[256, 256], [256], [256]]);
  assert.deepEqual(rowsOf(promptStretches(steps(256, 44), 0)), [[256, 44]]);
  assert.deepEqual(rowsOf(promptStretches(steps(200, 200, 100, 13), 0)), [[200, 200, 100], [13]]);
  assert.deepEqual(rowsOf(promptStretches(steps(100, 100, 100), 1000)), [[100, 100], [100]]);
  assert.deepEqual(rowsOf(promptStretches(steps(256, 10), 3000)), [[256], [10]]);
});

test('a step that is longer than that stands alone, and nothing gives nothing', () => {
  assert.deepEqual(rowsOf(promptStretches(steps(5, 700, 7), 0)), [[5], [700], [7]]);
  assert.deepEqual(promptStretches([], 100), []);
});
