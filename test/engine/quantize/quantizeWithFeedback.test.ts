import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BlockFormat } from '../../../src/engine/quantize/blockFormat.ts';
import { dequantize } from '../../../src/engine/quantize/blockMatrix.ts';
import {
  inputMoments,
  joinMoments,
  momentBlockSize,
  type InputMoments,
} from '../../../src/engine/quantize/inputMoments.ts';
import { outputError, relativeError } from '../../../src/engine/quantize/quantizationError.ts';
import { quantizeBlocks } from '../../../src/engine/quantize/quantizeBlocks.ts';
import { quantizeWithFeedback, type Product } from '../../../src/engine/quantize/quantizeWithFeedback.ts';
import { rowFeedback } from '../../../src/engine/quantize/rowFeedback.ts';
import { correlated, gaussian } from './weights.ts';

const format: BlockFormat = { bits: 4, blockSize: 32, zeroPoints: true };
const columns = 96;
const weights = gaussian(11 * columns, 5);
const moments = inputMoments(correlated(400, columns, 6), columns);

/** a [M, k] · b [k, N]. */
const product: Product = (a, b, inner) => {
  const [M, N] = [a.length / inner, b.length / inner];
  const sum = (row: number, column: number): number =>
    a.subarray(row * inner, (row + 1) * inner).reduce((total, value, k) => total + value * b[k * N + column]!, 0);
  return Promise.resolve(Float32Array.from({ length: M * N }, (_, i) => sum(Math.floor(i / N), i % N)));
};

test('inputs without correlation, all alike, give nearest rounding', async () => {
  const sums = Float32Array.from({ length: columns * columns }, (_, i) => (i % (columns + 1) === 0 ? 400 : 0));
  const rounded = await quantizeWithFeedback(weights, rowFeedback({ columns, tokens: 400, sums }), format, product);
  assert.deepEqual(rounded, quantizeBlocks(weights, columns, format));
});

test('correlated inputs: the output loses less than half of what nearest rounding loses, on tokens not seen before too', async () => {
  const unseen = inputMoments(correlated(400, columns, 7), columns);
  const rounded = dequantize(await quantizeWithFeedback(weights, rowFeedback(moments), format, product));
  const nearest = dequantize(quantizeBlocks(weights, columns, format));
  for (const judged of [moments, unseen]) {
    assert.ok(
      error(rounded, judged) < 0.5 * error(nearest, judged),
      `${error(rounded, judged)} ${error(nearest, judged)}`,
    );
  }
});

test('the codes are those of GPTQ, worked out with the inverse of the moments', async () => {
  const { codes, scales, zeroPoints } = await quantizeWithFeedback(
    weights.subarray(0, columns),
    rowFeedback(moments),
    format,
    product,
  );
  const steps = gptq(weights.subarray(0, columns), moments, (weight, column) => {
    const zero = (zeroPoints[column >> 6]! >> (column & 32 ? 4 : 0)) & 15;
    const scale = scales[column >> 5]!;
    return scale * (Math.min(15, Math.max(0, Math.round(weight / scale) + zero)) - zero);
  });
  const rounded = dequantize({ format, rows: 1, columns, codes, scales, zeroPoints });
  for (let i = 0; i < columns; i++) assert.ok(Math.abs(rounded[i]! - steps[i]!) < 1e-5, `column ${i}`);
});

test('batches of rows join to the whole, whatever their sizes', async () => {
  const feedback = rowFeedback(moments);
  const whole = await quantizeWithFeedback(weights, feedback, format, product);
  const batches = [weights.subarray(0, 3 * columns), weights.subarray(3 * columns)];
  const parts = await Promise.all(batches.map((part) => quantizeWithFeedback(part, feedback, format, product)));
  assert.deepEqual(
    [...whole.codes],
    parts.flatMap((part) => [...part.codes]),
  );
  assert.deepEqual(
    [...whole.zeroPoints],
    parts.flatMap((part) => [...part.zeroPoints]),
  );
});

test('inputs that are always zero, and fewer tokens than columns, still give finite weights', async () => {
  const few = inputMoments(correlated(3, columns, 8), columns);
  const none: InputMoments = { columns, tokens: 3, sums: new Float32Array(columns * columns) };
  for (const given of [few, none]) {
    const rounded = dequantize(await quantizeWithFeedback(weights, rowFeedback(given), format, product));
    assert.ok(rounded.every(Number.isFinite));
    assert.ok(rounded.some((weight) => weight !== 0));
  }
});

test('a row wider than a block of moments is rounded block by block, also where those blocks straddle grids', async () => {
  assert.deepEqual([64, 512, 600, 2048, 8192].map(momentBlockSize), [64, 512, 300, 512, 512]);
  const wide = gaussian(2 * 300, 9);
  const x = correlated(500, 300, 10);
  const rounded = dequantize(await quantizeWithFeedback(wide, rowFeedback(inputMoments(x, 300)), format, product));
  const judge = (result: Float32Array): number => directError(wide, result, x, 300);
  assert.ok(judge(rounded) < 0.5 * judge(dequantize(quantizeBlocks(wide, 300, format))));
});

test('moments of two sets of tokens add', () => {
  const x = correlated(20, columns, 11);
  const parts = joinMoments(
    inputMoments(x.subarray(0, 5 * columns), columns),
    inputMoments(x.subarray(5 * columns), columns),
  );
  const whole = inputMoments(x, columns);
  assert.equal(parts.tokens, 20);
  parts.sums.forEach((sum, i) => assert.ok(Math.abs(sum - whole.sums[i]!) < 1e-4));
});

test('the error of outputs is the one that multiplying shows', () => {
  const x = correlated(50, columns, 12);
  const rounded = dequantize(quantizeBlocks(weights, columns, format));
  const measured = relativeError(outputError(weights, rounded, inputMoments(x, columns)));
  assert.ok(Math.abs(measured / directError(weights, rounded, x, columns) - 1) < 1e-4);
});

function error(rounded: Float32Array, judged: InputMoments): number {
  return relativeError(outputError(weights, rounded, judged));
}

/** Relative error of all products of rows with inputs. */
function directError(rows: Float32Array, rounded: Float32Array, x: Float32Array, width: number): number {
  let lost = 0;
  let total = 0;
  for (let token = 0; token < x.length; token += width) {
    for (let row = 0; row < rows.length; row += width) {
      const product = (w: Float32Array): number =>
        w.subarray(row, row + width).reduce((s, v, k) => s + v * x[token + k]!, 0);
      total += product(rows) ** 2;
      lost += (product(rows) - product(rounded)) ** 2;
    }
  }
  return Math.sqrt(lost / total);
}

/** GPTQ as published: after each column the error, over the pivot of the remaining inverse, moves all columns left. */
function gptq(row: Float32Array, { tokens, sums }: InputMoments, round: (weight: number, column: number) => number) {
  const h = dampedMoments(sums, tokens);
  const order = [...h.keys()].sort((a, b) => sums[b * (columns + 1)]! - sums[a * (columns + 1)]!);
  const moved = Float64Array.from(row);
  const result = new Float64Array(columns);
  for (const [turn, column] of order.entries()) {
    const left = order.slice(turn);
    const inverse = invert(left.map((i) => left.map((j) => h[i]![j]!)));
    result[column] = round(moved[column]!, column);
    const lost = (moved[column]! - result[column]) / inverse[0]![0]!;
    left.forEach((other, i) => (moved[other]! -= lost * inverse[0]![i]!));
  }
  return result;
}

/** The diagonal gains 1 % of its mean, and more the fewer tokens there are for each column. */
function dampedMoments(sums: Float32Array, tokens: number): number[][] {
  const diagonal = Array.from({ length: columns }, (_, i) => sums[i * (columns + 1)]!);
  const floor = (0.01 + (0.1 * columns) / tokens) * (diagonal.reduce((a, b) => a + b) / columns);
  return diagonal.map((_, i) => diagonal.map((_, j) => sums[i * columns + j]! + (i === j ? floor : 0)));
}

/** Gauss–Jordan elimination. */
function invert(matrix: number[][]): number[][] {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => Number(i === j))]);
  for (let pivot = 0; pivot < n; pivot++) {
    const scaled = rows[pivot]!.map((value) => value / rows[pivot]![pivot]!);
    rows.forEach((row, i) => {
      if (i !== pivot) rows[i] = row.map((value, j) => value - row[pivot]! * scaled[j]!);
    });
    rows[pivot] = scaled;
  }
  return rows.map((row) => row.slice(n));
}
