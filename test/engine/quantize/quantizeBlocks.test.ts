import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { BlockFormat } from '../../../src/engine/quantize/blockFormat.ts';
import { dequantize, type BlockMatrix } from '../../../src/engine/quantize/blockMatrix.ts';
import { relativeError, weightError } from '../../../src/engine/quantize/quantizationError.ts';
import { quantizeBlocks } from '../../../src/engine/quantize/quantizeBlocks.ts';
import { gaussian } from './weights.ts';

const columns = 100;
const formats: BlockFormat[] = ([4, 8] as const).flatMap((bits) =>
  ([32, 64, 128] as const).flatMap((blockSize) => [true, false].map((zeroPoints) => ({ bits, blockSize, zeroPoints }))),
);
const rows = fc
  .array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: columns, maxLength: columns })
  .map((weights) => Float32Array.from(weights));

for (const format of formats) {
  const name = `${format.bits} bits, blocks of ${format.blockSize}${format.zeroPoints ? ', zero points' : ''}`;

  test(`${name}: a weight within its block's range moves by at most half a step`, () => {
    fc.assert(fc.property(rows, (weights) => checkHalfStep(weights, format)));
  });

  test(`${name}: the chosen grids lose no more than full-range grids do`, () => {
    fc.assert(
      fc.property(rows, (weights) => {
        assert.ok(loss(weights, format) <= fullRangeLoss(weights, format) * (1 + 1e-5) + 1e-12);
      }),
    );
  });

  test(`${name}: batches of rows join to the whole`, () => {
    const weights = gaussian(9 * columns, 3);
    const whole = quantizeBlocks(weights, columns, format);
    const parts = [0, 4, 7].map((row, i) => weights.subarray(row * columns, [4, 7, 9][i]! * columns));
    checkJoined(
      whole,
      parts.map((part) => quantizeBlocks(part, columns, format)),
    );
  });
}

test('zeros stay zeros, in a block of zeros and among other weights', () => {
  for (const format of formats) {
    const weights = new Float32Array(256);
    weights[200] = -3;
    weights[201] = 2;
    const rounded = dequantize(quantizeBlocks(weights, 256, format));
    for (let i = 0; i < weights.length; i++) if (weights[i] === 0) assert.equal(rounded[i], 0);
  }
});

/** Errors of Gaussian weights, per cent: an independent numpy search over a finer set of ranges gave the bounds. */
const expected = [
  { format: { bits: 4, blockSize: 128, zeroPoints: true }, least: 9.3, most: 9.65 },
  { format: { bits: 4, blockSize: 128, zeroPoints: false }, least: 9.5, most: 9.8 },
  { format: { bits: 4, blockSize: 32, zeroPoints: true }, least: 7.5, most: 7.9 },
  { format: { bits: 8, blockSize: 128, zeroPoints: false }, least: 0.58, most: 0.66 },
] as const;

test('Gaussian weights lose what a separate implementation found', () => {
  const weights = gaussian(64 * 2048, 1);
  for (const { format, least, most } of expected) {
    const rounded = dequantize(quantizeBlocks(weights, 2048, format));
    const percent = 100 * relativeError(weightError(weights, rounded));
    assert.ok(percent > least && percent < most, `${JSON.stringify(format)}: ${percent}`);
  }
});

function checkHalfStep(weights: Float32Array, format: BlockFormat): void {
  const matrix = quantizeBlocks(weights, columns, format);
  const rounded = dequantize(matrix);
  forEachBlock(format, (first, end, block) => {
    const step = Math.abs(matrix.scales[block]!);
    const [low, high] = [Math.min(...rounded.subarray(first, end)), Math.max(...rounded.subarray(first, end))];
    for (let i = first; i < end; i++) {
      const isInside = weights[i]! >= low && weights[i]! <= high;
      if (isInside) assert.ok(Math.abs(weights[i]! - rounded[i]!) <= step * (0.5 + 1e-5), `column ${i}`);
    }
  });
}

function loss(weights: Float32Array, format: BlockFormat): number {
  return weightError(weights, dequantize(quantizeBlocks(weights, columns, format))).error;
}

/** The textbook grids: the step is the range (or the largest weight) over the number of steps. */
function fullRangeLoss(weights: Float32Array, format: BlockFormat): number {
  let total = 0;
  const top = 2 ** format.bits - 1;
  forEachBlock(format, (first, end) => {
    const block = weights.subarray(first, end);
    const [low, high] = [Math.min(0, ...block), Math.max(0, ...block)];
    const extreme = high > -low ? high : low;
    const scale = format.zeroPoints ? (high - low) / top : -extreme / ((top + 1) / 2);
    const zero = format.zeroPoints ? Math.round(-low / scale) : (top + 1) / 2;
    for (const weight of block) {
      const code = Math.min(top, Math.max(0, Math.round(weight / scale) + zero));
      if (scale !== 0) total += (weight - scale * (code - zero)) ** 2;
    }
  });
  return total;
}

function forEachBlock({ blockSize }: BlockFormat, visit: (first: number, end: number, block: number) => void): void {
  for (let block = 0; block * blockSize < columns; block++) {
    visit(block * blockSize, Math.min(columns, (block + 1) * blockSize), block);
  }
}

function checkJoined(whole: BlockMatrix, parts: BlockMatrix[]): void {
  for (const key of ['codes', 'scales', 'zeroPoints'] as const) {
    assert.deepEqual(
      parts.flatMap((part) => [...part[key]]),
      [...whole[key]],
    );
  }
}
