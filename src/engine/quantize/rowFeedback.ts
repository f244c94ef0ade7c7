// K columns (inputs) · S columns of a block

import { momentBlockSize, type InputMoments } from './inputMoments.ts';

/**
 * How the rounding errors made so far in a row should move the weights still to be rounded, so that the products with
 * inputs like those measured change least. This is LDLQ (QuIP, https://arxiv.org/abs/2307.13304, section 3), which rounds
 * as GPTQ does: with moments H = R D Rᵀ, R unit upper triangular, weight j is first moved by Σ_{i<j} error_i · R_ij.
 */
export interface RowFeedback {
  readonly columns: number;
  readonly blocks: readonly FeedbackBlock[];
  /** [K], the mean square of each input. */
  readonly importance: Float64Array;
}

export interface FeedbackBlock {
  /** [S] columns of the row in the order they are rounded: the most important first, while others can still make up for them. */
  readonly order: Int32Array;
  /** [S, S]; row j holds R_ij for i < j, both counted in rounding order. */
  readonly coefficients: Float64Array;
}

/** Factors the moments of the inputs; a few milliseconds for each block. */
export function rowFeedback({ columns, tokens, sums }: InputMoments): RowFeedback {
  const size = momentBlockSize(columns);
  const importance = Float64Array.from({ length: columns }, (_, c) => sums[c * size + (c % size)]! / tokens);
  const blocks = Array.from({ length: columns / size }, (_, block) => {
    const order = byImportance(importance.subarray(block * size, (block + 1) * size));
    const coefficients = permuted(sums.subarray(block * size * size, (block + 1) * size * size), order);
    damp(coefficients, size, tokens);
    factor(coefficients, size);
    return { order: order.map((column) => block * size + column), coefficients };
  });
  return { columns, blocks, importance };
}

function byImportance(importance_S: Float64Array): Int32Array {
  return Int32Array.from(importance_S.keys()).sort((a, b) => importance_S[b]! - importance_S[a]!);
}

function permuted(moments_SS: Float32Array, order: Int32Array): Float64Array {
  const size = order.length;
  return Float64Array.from({ length: size * size }, (_, i) => {
    return moments_SS[order[Math.floor(i / size)]! * size + order[i % size]!]!;
  });
}

/** Of few tokens many correlations are chance, and of fewer than S the moments are singular; a larger diagonal holds both down. */
function damp(moments_SS: Float64Array, size: number, tokens: number): void {
  const share = 0.01 + (0.1 * size) / tokens;
  let trace = 0;
  for (let i = 0; i < size; i++) trace += moments_SS[i * size + i]!;
  // An input that was always 0 leaves nothing to weigh; any positive number then keeps the factors finite.
  const floor = (share * trace) / size || 1;
  for (let i = 0; i < size; i++) moments_SS[i * size + i]! += floor;
}

/** Replaces the lower triangle of a symmetric H [S, S] by R's: below the diagonal, row j then holds R_ij. */
function factor(h_SS: Float64Array, size: number): void {
  for (let j = size - 1; j > 0; j--) {
    const h_j = h_SS.subarray(j * size, j * size + j);
    const pivot = h_SS[j * size + j]!;
    for (let i = 0; i < j; i++) {
      const share = h_j[i]! / pivot;
      for (let k = 0; k <= i; k++) h_SS[i * size + k]! -= share * h_j[k]!;
    }
    for (let i = 0; i < j; i++) h_j[i]! /= pivot;
  }
}
