import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepsBound } from '../../../bench/benchmark.ts';
import { ratioToBest } from '../../../bench/contender/alternate.ts';
import { median } from '../../../bench/median.ts';
import { formatMeasurement } from '../../../bench/report/formatMeasurement.ts';
import { resultList } from '../../../bench/report/writeResults.ts';

test('a measurement is shown with its bound and whether it keeps it', () => {
  const load = { name: 'load', value: 1.234, unit: 's', atMost: 1.5 };
  assert.equal(formatMeasurement(load), 'load 1.23 s (at most 1.5: kept)');
  assert.equal(formatMeasurement({ ...load, value: 1.6 }), 'load 1.6 s (at most 1.5: missed)');
  assert.equal(formatMeasurement({ name: 'rate', value: 12345.6, unit: 'tokens/s' }), 'rate 12346 tokens/s');
  assert.ok(keepsBound({ ...load, value: 1.5 }) && !keepsBound({ ...load, atMost: 1, atLeast: 2 }));
});

test('a number that is none keeps no bound', () => {
  assert.ok(!keepsBound({ name: 'load', value: NaN, unit: 's', atMost: 1 }));
});

test('the ratio is the median of the rounds against the peer that is faster over all', () => {
  const rounds = new Map([
    ['ours', [10, 20, 10]],
    ['quick', [15, 30, 40]],
    ['slow', [50, 10, 60]],
  ]);
  assert.equal(ratioToBest(rounds, 'ours', ['slow', 'quick']), 1.5);
  assert.equal(median([3, 1, 2, 10]), 2.5);
});

test('a result names the day, the machine and how busy it was, then each measurement in a line', () => {
  const machine = { processor: 'P', cores: 2, memoryGB: 24, system: 's', node: 'v', load: 0.1 };
  const measurements = [{ name: 'a', value: 1, unit: 's' }];
  assert.equal(
    resultList({ benchmark: 'load', date: new Date(0), machine, measurements }),
    '- 1970-01-01 00:00 **load** (P, 2 cores, 24 GB, load 0.1)\n  - a 1 s\n',
  );
});
