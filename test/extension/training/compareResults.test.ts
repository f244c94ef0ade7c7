import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BenchmarkResult } from '../../../src/engine/api/evaluationApi.ts';
import { compareResults } from '../../../src/extension/training/compareResults.ts';

const total = { task: 'all', level: 0, answers: 0, exact: 0, alike: 0, blind: 0, interval: [0, 1] as [number, number] };

function result(model: string, outcomes: string, benchmarkHash = 'same'): BenchmarkResult {
  return {
    ...{ benchmark: 'b', benchmarkHash, model, trained: true, precision: 'fp32', device: 'cpu', seconds: 1 },
    ...{ total, families: [], tasks: [], outcomes, mistakes: [] },
  };
}

test('only questions count on which two models differ', () => {
  // Agresti, Categorical Data Analysis, table 10.1: 944 and 880 of 1600 approve; 86 and 150 changed their mind.
  const [both, first, second, neither] = [794, 150, 86, 570];
  const outcomes = (own: string, other: string) =>
    '1'.repeat(both) + own.repeat(first) + other.repeat(second) + '0'.repeat(neither);
  const found = compareResults(result('first', outcomes('1', '0')), result('second', outcomes('0', '1')));
  assert.deepEqual([found?.gained, found?.lost, found?.difference], [86, 150, -0.04]);
  // As printed there: (−0.06, −0.02).
  assert.deepEqual(
    found?.interval.map((end) => Number(end.toFixed(2))),
    [-0.06, -0.02],
  );
});

test('results of other questions are not compared', () => {
  assert.equal(compareResults(result('a', '10'), result('b', '11', 'other')), undefined);
  assert.equal(compareResults(result('a', ''), result('b', '')), undefined);
});

test('models that agree differ by nothing', () => {
  assert.deepEqual(compareResults(result('a', '101'), result('b', '101'))?.interval, [0, 0]);
});
