import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimsTable } from '../../scripts/claimsTable.ts';
import type { TaskScore } from '../../src/engine/api/evaluationApi.ts';

const score = (task: string, level: number, exact: number): TaskScore => ({
  ...{ task, level, answers: 50, exact, alike: exact, blind: 10 },
});

const seed = (number: number, exact: number) => ({
  ...{ seed: number, textLossBefore: 0.5 },
  models: [
    {
      ...{ says: '(a) one', textLoss: 3 + number },
      scores: [score('text/read', 0, exact), score('shapes/colour', 0, 50), score('shapes/colour', 4, 25)],
    },
  ],
});

test('a cell is the mean of the seeds, then each of them; levels that belong together are one question', () => {
  const lines = claimsTable([seed(1, 20), seed(2, 30)]).split('\n');
  assert.equal(lines[0], 'Seeds 1, 2.');
  assert.ok(lines.includes('| text/read 0 | 50 (40, 60) | 20 (50) |'), lines.join('\n'));
  assert.ok(lines.includes('| shapes/colour 0–4 | 75 (75, 75) | 20 (100) |'));
  assert.ok(lines.includes('| loss of held-out text, before 0.50 (0.50, 0.50) | 4.50 (4.00, 5.00) |  |'));
});

test('one seed stands alone', () => {
  assert.match(claimsTable([seed(1, 20)]), /\| text\/read 0 \| 40 \| 20 \(50\) \|/);
});
