// N rows (outputs) · K columns (inputs) · B quantisation blocks of a row · P = B · blockSize, K with its padding
// S columns of a feedback block · t columns of a span · L lanes

import { bestGrid, inverseOf, nearestCode } from './bestGrid.ts';
import { blocksPerRow, topCode, type BlockFormat } from './blockFormat.ts';
import { emptyBlocks, setBlock, type BlockMatrix } from './blockMatrix.ts';
import { readBlock } from './quantizeBlocks.ts';
import type { FeedbackBlock, RowFeedback } from './rowFeedback.ts';

/** a [M, k] · b [k, N], row by row; `inner` is k. */
export type Product = (a: Float32Array, b: Float32Array, inner: number) => Promise<Float32Array>;

/**
 * Rounds each row so that its products with inputs like those measured change least: what rounding one column loses, the
 * columns after it make up for. Rows do not depend on each other, so a matrix may come in batches of rows. What many
 * columns ask of later ones is one matrix product, which `product` computes.
 */
export async function quantizeWithFeedback(
  weights_NK: Float32Array,
  feedback: RowFeedback,
  format: BlockFormat,
  product: Product,
): Promise<BlockMatrix> {
  const rows = startRows(weights_NK, feedback, format);
  for (const block of feedback.blocks) await roundBlock(rows, block, product);
  return packed(rows);
}

interface Rows {
  readonly format: BlockFormat;
  readonly count: number;
  readonly columns: number;
  readonly weights_NK: Float32Array;
  /** B */
  readonly blocks: number;
  /** [N, B] each. */
  readonly scales: Float64Array;
  readonly inverses: Float64Array;
  readonly zeros: Float64Array;
  /** [N, P] */
  readonly codes: Uint8Array;
}

function startRows(weights_NK: Float32Array, { columns, importance }: RowFeedback, format: BlockFormat): Rows {
  const count = weights_NK.length / columns;
  const blocks = blocksPerRow(columns, format);
  const [scales, zeros] = [new Float64Array(count * blocks), new Float64Array(count * blocks)];
  const importances = blocksOf(importance, format);
  const block = new Float64Array(format.blockSize);
  for (let index = 0; index < scales.length; index++) {
    readBlock(weights_NK, columns, index, block);
    const { scale, zero } = bestGrid(block, importances[index % blocks]!, format);
    scales[index] = scale;
    zeros[index] = zero;
  }
  const codes = new Uint8Array(count * blocks * format.blockSize);
  return { format, count, columns, blocks, weights_NK, scales, inverses: scales.map(inverseOf), zeros, codes };
}

/** Columns whose effect on each other is summed one by one; that on the columns after them is one product. */
const spanLength = 32;

async function roundBlock(rows: Rows, block: FeedbackBlock, product: Product): Promise<void> {
  const size = block.order.length;
  // [S, N], in rounding order: weight − rounded weight.
  const errors_SN = new Float32Array(size * rows.count);
  for (let first = 0; first < size; first += spanLength) {
    const length = Math.min(spanLength, size - first);
    const shifts =
      first === 0
        ? new Float32Array(length * rows.count)
        : await product(rectangle(block, first, length), errors_SN.subarray(0, first * rows.count), first);
    roundSpan(rows, block, { first, length, shifts, errors: errors_SN.subarray(first * rows.count) });
  }
}

/** What the columns before `first` ask of those of a span: [t, first] of the coefficients. */
function rectangle({ order, coefficients }: FeedbackBlock, first: number, length: number): Float32Array {
  const part = new Float32Array(length * first);
  for (let j = 0; j < length; j++) {
    const begin = (first + j) * order.length;
    part.set(coefficients.subarray(begin, begin + first), j * first);
  }
  return part;
}

interface Span {
  /** Its first column in rounding order. */
  readonly first: number;
  /** t */
  readonly length: number;
  /** [t, N], what earlier spans add to each weight. */
  readonly shifts: Float32Array;
  /** [t, N], to be filled. */
  readonly errors: Float32Array;
}

/** Rows rounded side by side: each coefficient read serves all, which is what makes this fast. The loops below are written out for 8. */
const laneCount = 8;

function roundSpan(rows: Rows, block: FeedbackBlock, span: Span): void {
  const lanes: Lanes = { errors: new Float64Array(span.length * laneCount), shift: new Float64Array(laneCount) };
  for (let row = 0; row < rows.count; row += laneCount) {
    const count = Math.min(laneCount, rows.count - row);
    for (let j = 0; j < span.length; j++) {
      const begin = (span.first + j) * block.order.length + span.first;
      sumShift(lanes, block.coefficients.subarray(begin, begin + j));
      roundColumn(rows, lanes, span, { row, count, j, column: block.order[span.first + j]! });
    }
  }
}

/** Of each array the lane is the fastest index. */
interface Lanes {
  /** [t, L] */
  readonly errors: Float64Array;
  /** [L], what the span's errors so far add to the column at hand. */
  readonly shift: Float64Array;
}

/** shift = Σ_i coefficients[i] · errors[i], lane by lane. */
function sumShift({ errors, shift }: Lanes, coefficients: Float64Array): void {
  let s0 = 0,
    s1 = 0,
    s2 = 0,
    s3 = 0,
    s4 = 0,
    s5 = 0,
    s6 = 0,
    s7 = 0;
  for (let i = 0, e = 0; i < coefficients.length; i++, e += laneCount) {
    const c = coefficients[i]!;
    s0 += c * errors[e]!;
    s1 += c * errors[e + 1]!;
    s2 += c * errors[e + 2]!;
    s3 += c * errors[e + 3]!;
    s4 += c * errors[e + 4]!;
    s5 += c * errors[e + 5]!;
    s6 += c * errors[e + 6]!;
    s7 += c * errors[e + 7]!;
  }
  shift[0] = s0;
  shift[1] = s1;
  shift[2] = s2;
  shift[3] = s3;
  shift[4] = s4;
  shift[5] = s5;
  shift[6] = s6;
  shift[7] = s7;
}

interface Place {
  readonly row: number;
  /** Lanes that hold a row. */
  readonly count: number;
  /** The column's turn within the span. */
  readonly j: number;
  readonly column: number;
}

function roundColumn(rows: Rows, lanes: Lanes, span: Span, { row, count, j, column }: Place): void {
  const { format, weights_NK, columns, blocks, scales, inverses, zeros, codes } = rows;
  const top = topCode(format);
  const stride = blocks * format.blockSize;
  const ownBlock = Math.floor(column / format.blockSize);
  for (let lane = 0; lane < count; lane++) {
    const weight = weights_NK[(row + lane) * columns + column]!;
    const grid = (row + lane) * blocks + ownBlock;
    const zero = zeros[grid]!;
    const place = j * rows.count + row + lane;
    const code = nearestCode(weight + span.shifts[place]! + lanes.shift[lane]!, inverses[grid]!, zero, top);
    codes[(row + lane) * stride + column] = code;
    const error = weight - scales[grid]! * (code - zero);
    lanes.errors[j * laneCount + lane] = error;
    span.errors[place] = error;
  }
}

function packed({ format, count, columns, scales, zeros, codes }: Rows): BlockMatrix {
  const matrix = emptyBlocks(count, columns, format);
  for (let block = 0; block < scales.length; block++) {
    const own = codes.subarray(block * format.blockSize, (block + 1) * format.blockSize);
    setBlock(matrix, block, { scale: scales[block]!, zero: zeros[block]! }, own);
  }
  return matrix;
}

/** Each block's share of the columns' importance; columns past the row's end count nothing. */
function blocksOf(importance_K: Float64Array, format: BlockFormat): Float64Array[] {
  return Array.from({ length: blocksPerRow(importance_K.length, format) }, (_, block) => {
    const padded = new Float64Array(format.blockSize);
    padded.set(importance_K.subarray(block * format.blockSize, (block + 1) * format.blockSize));
    return padded;
  });
}
