import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Step } from '../../../src/engine/generate/prefillSteps.ts';
import { promptStretches } from '../../../src/engine/generate/promptStretches.ts';

const steps = (...rows: number[]): Step[] => rows.map((count) => ({ pieces: [], tokens: count, rows: count }));
const rowsOf = (stretches: readonly (readonly Step[])[]) => stretches.map((one) => one.map(({ rows }) => rows));

test('steps are joined up to 512 rows, and to fewer where much is held', () => {
  assert.deepEqual(rowsOf(promptStretches(steps(256, 256, 256, 256, 100), 0)), [[256, 256], [256, 256], [100]]);
  assert.deepEqual(rowsOf(promptStretches(steps(200, 200, 200), 0)), [[200, 200], [200]]);
  assert.deepEqual(rowsOf(promptStretches(steps(256, 256, 256, 256), 1200)), [[256, 256], [256], [256]]);
  assert.deepEqual(rowsOf(promptStretches(steps(256, 10), 3000)), [[256, 10]]);
});

test('a step that is longer than that stands alone, and nothing gives nothing', () => {
  assert.deepEqual(rowsOf(promptStretches(steps(5, 700, 7), 0)), [[5], [700], [7]]);
  assert.deepEqual(promptStretches([], 100), []);
});
