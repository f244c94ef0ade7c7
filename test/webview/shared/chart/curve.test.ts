import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  indexOf,
  placesOf,
  rangeOfCurves,
  smoothed,
  thinned,
  valueAt,
} from '../../../../src/webview/shared/chart/curve.ts';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 500 });

test('smoothing leaves a constant as it is, and no weight leaves everything as it is', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -100, max: 100, noNaN: true }),
      fc.double({ min: 0, max: 0.98, noNaN: true }),
      (value, weight) => {
        for (const mean of smoothed([value, value, value], weight)) assert.ok(Math.abs(mean - value) < 1e-9);
      },
    ),
  );
  assert.deepEqual(smoothed([3, 1, 2], 0), [3, 1, 2]);
});

test('a smoothed curve stays between the lowest and the highest value, and gaps stay gaps', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 0.98, noNaN: true }), (ys, weight) => {
      const room = 1e-6 * Math.max(1, ...ys.map(Math.abs));
      for (const mean of smoothed(ys, weight))
        assert.ok(mean >= Math.min(...ys) - room && mean <= Math.max(...ys) + room);
    }),
  );
  assert.deepEqual(smoothed([1, NaN, 1], 0.5), [1, NaN, 1]);
});

test('however few points are drawn, the lowest and the highest are among them', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 40 }), (ys, pixels) => {
      const xs = ys.map((_, i) => i);
      const drawn = thinned({ name: '', style: 0, xs, ys }, [0, ys.length - 1], pixels);
      assert.deepEqual([Math.min(...drawn.ys), Math.max(...drawn.ys)], [Math.min(...ys), Math.max(...ys)]);
      assert.ok(drawn.xs.length <= Math.max(4 * pixels, 2 * pixels));
      assert.ok(drawn.xs.every((x, i) => i === 0 || x >= (drawn.xs[i - 1] ?? 0)));
    }),
  );
});

test('a part of a curve goes on to its neighbours, so that its line reaches the edges', () => {
  const xs = [0, 1, 2, 3, 4, 5];
  assert.deepEqual(thinned({ name: '', style: 0, xs, ys: xs }, [2, 3], 100).xs, [1, 2, 3, 4]);
});

test('a place is found between points, before the first and behind the last', () => {
  assert.deepEqual(
    [-1, 0, 1.5, 9].map((x) => indexOf([0, 1, 2], x)),
    [0, 0, 1, 2],
  );
  assert.equal(indexOf([], 3), 0);
});

test('a range leaves out what an axis cannot show', () => {
  assert.deepEqual(rangeOfCurves([[-1, NaN, 4], [0]], 'linear'), [-1, 4]);
  assert.deepEqual(rangeOfCurves([[-1, NaN, 4], [0.5]], 'log'), [0.5, 4]);
  assert.equal(rangeOfCurves([[NaN], []], 'linear'), undefined);
  assert.equal(rangeOfCurves([[0, -3]], 'log'), undefined);
});

test('a table stands at places that curves have, and tells of each only what it has there', () => {
  const dense = { xs: Array.from({ length: 100 }, (_, i) => i / 1000), ys: Array.from({ length: 100 }, (_, i) => i) };
  const sparse = { xs: [0.025, 0.05], ys: [7, 8] };
  const places = placesOf([dense, sparse, { xs: [] }, { xs: [0.03] }], 5);
  assert.deepEqual(places, [0, 0.025, 0.03, 0.05, 0.074, 0.099]);
  assert.deepEqual(
    places.map((place) => valueAt(sparse, place)),
    [NaN, 7, NaN, 8, NaN, NaN],
  );
  assert.deepEqual(
    places.map((place) => valueAt(dense, place)),
    [0, 25, 30, 50, 74, 99],
  );
  assert.ok(Number.isNaN(valueAt({ xs: [], ys: [] }, 1)));
});
