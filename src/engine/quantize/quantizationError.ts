// N rows (outputs) · K columns (inputs) · S columns of a block of moments

import { momentBlockSize, type InputMoments } from './inputMoments.ts';

/** Sums over the rows seen so far, from which a relative error is read; add up those of several batches. */
export interface ErrorSums {
  readonly error: number;
  readonly total: number;
}

export const noErrorYet: ErrorSums = { error: 0, total: 0 };

/** Relative root-mean-square error, in [0, …). */
export function relativeError({ error, total }: ErrorSums): number {
  return total === 0 ? 0 : Math.sqrt(error / total);
}

export function addErrors(a: ErrorSums, b: ErrorSums): ErrorSums {
  return { error: a.error + b.error, total: a.total + b.total };
}

/** Error of the weights themselves. */
export function weightError(weights_NK: Float32Array, rounded_NK: Float32Array): ErrorSums {
  let error = 0;
  let total = 0;
  for (let i = 0; i < weights_NK.length; i++) {
    const weight = weights_NK[i]!;
    error += (weight - rounded_NK[i]!) ** 2;
    total += weight * weight;
  }
  return { error, total };
}

/**
 * Error of the layer's output on the inputs that were measured, as far as the blocks of moments show it. This is what
 * rounding with feedback lowers, while it raises the error of the weights. It costs S products a weight: sample rows.
 */
export function outputError(weights_NK: Float32Array, rounded_NK: Float32Array, moments: InputMoments): ErrorSums {
  const lost = weights_NK.map((weight, i) => weight - rounded_NK[i]!);
  return { error: outputEnergy(lost, moments), total: outputEnergy(weights_NK, moments) };
}

/** Σ over rows w and blocks of w H wᵀ. */
function outputEnergy(rows_NK: Float32Array, { columns, sums }: InputMoments): number {
  const size = momentBlockSize(columns);
  let energy = 0;
  for (let i = 0; i < rows_NK.length; i++) {
    const moments_S = (i % columns) * size;
    const first = i - (i % size);
    let product = 0;
    for (let j = 0; j < size; j++) product += sums[moments_S + j]! * rows_NK[first + j]!;
    energy += rows_NK[i]! * product;
  }
  return energy;
}
