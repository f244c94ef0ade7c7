// N rows (outputs) · K columns (inputs) · B quantisation blocks of a row · S columns of a feedback block · L lanes

import { bestGrid, inverseOf, nearestCode } from './bestGrid.ts';
import { blocksPerRow, topCode, type BlockFormat } from './blockFormat.ts';
import { emptyBlocks, setBlock, type BlockMatrix } from './blockMatrix.ts';
import { readBlock } from './quantizeBlocks.ts';
import type { FeedbackBlock, RowFeedback } from './rowFeedback.ts';

/**
 * Rounds each row so that its products with inputs like those measured change least: what rounding one column loses, the
 * columns after it make up for. Rows do not depend on each other, so a matrix may come in batches of rows.
 */
export function quantizeWithFeedback(
  weights_NK: Float32Array,
  feedback: RowFeedback,
  format: BlockFormat,
): BlockMatrix {
  const { columns, blocks, importance } = feedback;
  const matrix = emptyBlocks(weights_NK.length / columns, columns, format);
  const lanes = emptyLanes(columns, format);
  const importances = blocksOf(importance, format);
  for (let firstRow = 0; firstRow < matrix.rows; firstRow += laneCount) {
    const rows_LK = weights_NK.subarray(firstRow * columns, (firstRow + laneCount) * columns);
    load(lanes, rows_LK, columns);
    chooseGrids(lanes, rows_LK, columns, importances);
    for (const block of blocks) roundBlock(lanes, block);
    store(lanes, matrix, firstRow);
  }
  return matrix;
}

/** Rows rounded side by side: each coefficient read serves all, which is what makes this fast. The loops below are written out for 8. */
const laneCount = 8;

/** Of each array the lane is the fastest index. */
interface Lanes {
  readonly format: BlockFormat;
  /** [K, L]. */
  readonly weights: Float64Array;
  /** [B, L] each. */
  readonly scales: Float64Array;
  readonly zeros: Float64Array;
  /** [B · blockSize, L]. */
  readonly codes: Uint8Array;
  /** [S, L], in rounding order: weight − rounded weight. */
  readonly errors: Float64Array;
  /** [L], what the errors so far add to the column at hand. */
  readonly shift: Float64Array;
}

function emptyLanes(columns: number, format: BlockFormat): Lanes {
  const blocks = blocksPerRow(columns, format);
  return {
    format,
    weights: new Float64Array(columns * laneCount),
    scales: new Float64Array(blocks * laneCount),
    zeros: new Float64Array(blocks * laneCount),
    codes: new Uint8Array(blocks * format.blockSize * laneCount),
    errors: new Float64Array(columns * laneCount),
    shift: new Float64Array(laneCount),
  };
}

/** Takes in the rows; lanes without a row keep what they held, and are not stored. */
function load(lanes: Lanes, rows_LK: Float32Array, columns: number): void {
  for (let i = 0; i < rows_LK.length; i++) {
    lanes.weights[(i % columns) * laneCount + Math.floor(i / columns)] = rows_LK[i]!;
  }
}

function chooseGrids(
  { format, scales, zeros }: Lanes,
  rows_LK: Float32Array,
  columns: number,
  importances: Float64Array[],
): void {
  const block = new Float64Array(format.blockSize);
  const blocks = importances.length;
  for (let index = 0; index < (rows_LK.length / columns) * blocks; index++) {
    readBlock(rows_LK, columns, index, block);
    const { scale, zero } = bestGrid(block, importances[index % blocks]!, format);
    const place = (index % blocks) * laneCount + Math.floor(index / blocks);
    scales[place] = scale;
    zeros[place] = zero;
  }
}

function roundBlock(lanes: Lanes, { order, coefficients }: FeedbackBlock): void {
  for (let j = 0; j < order.length; j++) {
    sumShift(lanes, coefficients.subarray(j * order.length, j * order.length + j));
    roundColumn(lanes, order[j]!, j);
  }
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

function roundColumn(
  { format, weights, scales, zeros, codes, errors, shift }: Lanes,
  column: number,
  turn: number,
): void {
  const top = topCode(format);
  const grid = Math.floor(column / format.blockSize) * laneCount;
  for (let lane = 0; lane < laneCount; lane++) {
    const weight = weights[column * laneCount + lane]!;
    const scale = scales[grid + lane]!;
    const zero = zeros[grid + lane]!;
    const code = nearestCode(weight + shift[lane]!, inverseOf(scale), zero, top);
    codes[column * laneCount + lane] = code;
    errors[turn * laneCount + lane] = weight - scale * (code - zero);
  }
}

function store({ format, scales, zeros, codes }: Lanes, matrix: BlockMatrix, firstRow: number): void {
  const blocks = blocksPerRow(matrix.columns, format);
  const block = new Uint8Array(format.blockSize);
  const rows = Math.min(laneCount, matrix.rows - firstRow);
  for (let index = 0; index < rows * blocks; index++) {
    const lane = Math.floor(index / blocks);
    const grid = (index % blocks) * laneCount + lane;
    for (let i = 0; i < block.length; i++) block[i] = codes[((index % blocks) * block.length + i) * laneCount + lane]!;
    setBlock(matrix, firstRow * blocks + index, { scale: scales[grid]!, zero: zeros[grid]! }, block);
  }
}

/** Each block's share of the columns' importance; columns past the row's end count nothing. */
function blocksOf(importance_K: Float64Array, format: BlockFormat): Float64Array[] {
  return Array.from({ length: blocksPerRow(importance_K.length, format) }, (_, block) => {
    const padded = new Float64Array(format.blockSize);
    padded.set(importance_K.subarray(block * format.blockSize, (block + 1) * format.blockSize));
    return padded;
  });
}
