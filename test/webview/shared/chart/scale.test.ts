import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { scaleOf, shortNumber } from '../../../../src/webview/shared/chart/scale.ts';

const positive = fc.double({ min: 1e-9, max: 1e9, noNaN: true });

test('a place leads back to its value, on both kinds of axes', () => {
  fc.assert(
    fc.property(
      positive,
      positive,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom('linear', 'log'),
      (a, b, place, kind) => {
        const scale = scaleOf([Math.min(a, b), Math.max(a, b)], kind, 5);
        assert.ok(Math.abs(scale.place(scale.at(place)) - place) < 1e-6);
      },
    ),
  );
});

test('ticks lie on the axis and are few', () => {
  fc.assert(
    fc.property(
      positive,
      positive,
      fc.integer({ min: 2, max: 10 }),
      fc.constantFrom('linear', 'log'),
      (a, b, count, kind) => {
        const scale = scaleOf([Math.min(a, b), Math.max(a, b)], kind, count);
        assert.ok(scale.ticks.length <= 2 * count + 2, `${scale.ticks.length} ticks`);
        for (const { value } of scale.ticks) assert.ok(scale.place(value) > -1e-6 && scale.place(value) < 1 + 1e-6);
      },
    ),
  );
});

test('ticks are round numbers', () => {
  assert.deepEqual(
    scaleOf([0, 100], 'linear', 5).ticks.map(({ text }) => text),
    ['0', '20', '40', '60', '80', '100'],
  );
  assert.deepEqual(
    scaleOf([0.001, 10], 'log', 5).ticks.map(({ text }) => text),
    ['0.001', '0.01', '0.1', '1', '10'],
  );
  assert.deepEqual(
    scaleOf([2, 6], 'log', 4).ticks.map(({ value }) => value),
    [2, 3, 4, 5, 6],
  );
});

test('a logarithmic axis has no place for what is not above 0, and one without any of it is linear', () => {
  assert.ok(Number.isNaN(scaleOf([1, 10], 'log', 4).place(0)));
  assert.equal(scaleOf([-1, 1], 'log', 4).place(0), 0.5);
});

test('a range of one value has room around it', () => {
  assert.equal(scaleOf([5, 5], 'linear', 4).place(5), 0.5);
  assert.equal(scaleOf([0, 0], 'linear', 4).place(0), 0.5);
});

test('numbers are short', () => {
  const cases = {
    0: '0',
    12345: '12.3k',
    2_500_000: '2.5M',
    1.5e9: '1.5G',
    0.00031: '3.1e-4',
    0.0123: '0.0123',
    3.14159: '3.14',
  };
  for (const [value, text] of Object.entries(cases)) assert.equal(shortNumber(Number(value)), text);
  assert.equal(shortNumber(NaN), '–');
});
