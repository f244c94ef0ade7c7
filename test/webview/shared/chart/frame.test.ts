import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { smoothed } from '../../../../src/webview/shared/chart/curve.ts';
import { frameOf } from '../../../../src/webview/shared/chart/frame.ts';
import type { Range } from '../../../../src/webview/shared/chart/scale.ts';

const curveOf = (ys: readonly number[]) => ({ name: '', style: 0, xs: ys.map((_, i) => i), ys });
const whole = { kind: 'linear', smoothing: 0, range: [0, Infinity] } as const;
const frame = (ys: readonly number[], some: Partial<Parameters<typeof frameOf>[1]> = {}) =>
  frameOf([curveOf(ys)], { ...whole, ...some });

/** A loss that falls and is never quite the same. */
const loss = Array.from({ length: 200 }, (_, i) => 3 / (1 + i / 20) + 0.2 * Math.sin(i * 12.9898));

function holds(found: Range | undefined, values: readonly number[]): void {
  assert.ok(found);
  assert.ok(found[0] < Math.min(...values) && found[1] > Math.max(...values), found.join());
}

describe('the frame of a chart', () => {
  test('holds all values, with room, however much they are smoothed', () => {
    for (const smoothing of [0, 0.6, 0.98])
      for (const kind of ['linear', 'log'] as const) {
        const values = loss.map((one) => one + 0.3);
        const found = frame(values, { smoothing, kind });
        holds(found, values);
        holds(found, smoothed(values, smoothing));
        assert.ok(found![1] < 1.3 * Math.max(...values));
      }
  });

  test('is not set by a single step that stands far off, as a number or among powers of ten', () => {
    for (const [kind, far] of [
      ['linear', 300],
      ['linear', -300],
      ['log', 1e9],
    ] as const) {
      const values = loss.map((one) => one + 0.3);
      const before = frame(values, { kind });
      const after = frame(values.with(100, far), { kind, smoothing: 0.6 });
      assert.ok(after![1] <= before![1] * 1.01 && after![0] >= before![0] - 0.01, `${after?.join()}`);
    }
  });

  test('holds what is no single step: a fall, a rise at the end, a jump that stays, and a blow of several steps', () => {
    const flat = Array<number>(50)
      .fill(1)
      .map((one, i) => one + 0.01 * Math.sin(i * 7));
    holds(frame([900, ...flat]), [900, ...flat]);
    holds(frame([...flat, 900]), [...flat, 900]);
    holds(frame([...flat, ...flat.map((one) => one + 900)]), [0.99, 901.01]);
    holds(frame([...flat, 900, 901, ...flat]), [0.99, 901]);
  });

  test('holds a value that differs where all others are the same, and each of a few', () => {
    holds(frame([...Array<number>(30).fill(1), 5, ...Array<number>(30).fill(1)]), [1, 5]);
    holds(frame([0.3, 0.31, 0.9, 0.35, 0.4]), [0.3, 0.9]);
  });

  test('is that of the part that is shown', () => {
    const found = frame(loss, { range: [100, 150] });
    holds(found, loss.slice(100, 151));
    assert.ok(found![1] < 1.2);
  });

  test('of nothing, of gaps and of one value is none, none and that value', () => {
    assert.equal(frame([]), undefined);
    assert.equal(frame([NaN, NaN]), undefined);
    assert.equal(frame([0, -1], { kind: 'log' }), undefined);
    assert.deepEqual(frame([2]), [2, 2]);
  });
});
