// N vectors · D width

import type { SpaceNumbers } from '../api/spaceApi.ts';

/** How patches and words lie in one space, by their directions alone. Vectors without a direction take no part. */
export function spaceNumbers(vectors_ND: Float32Array, width: number, isPatch: readonly boolean[]): SpaceNumbers {
  const units = isPatch.map((_, n) => unit(vectors_ND.subarray(n * width, (n + 1) * width)));
  const patches = present(units.filter((_, n) => isPatch[n]));
  const words = present(units.filter((_, n) => !isPatch[n]));
  const all = [...patches, ...words];
  return {
    ...(patches.length > 0 && words.length > 0 && both(patches, words)),
    ...(all.length > 1 && { anisotropy: meanCosine(all) }),
  };
}

function both(patches: readonly Float64Array[], words: readonly Float64Array[]) {
  const nearest = patches.map((patch_D) => words.reduce((best, word_D) => Math.max(best, dot(patch_D, word_D)), -1));
  const middle_D = mean(words);
  const gap_D = mean(patches).map((value, d) => value - middle_D[d]!);
  return {
    modalityGap: Math.sqrt(dot(gap_D, gap_D)),
    alignment: nearest.reduce((sum, cosine) => sum + cosine, 0) / nearest.length,
  };
}

/** Over all pairs of different vectors, from the length of their sum: |Σu|² is N and every pair twice. */
function meanCosine(units: readonly Float64Array[]): number {
  const N = units.length;
  const sum_D = mean(units).map((value) => value * N);
  return (dot(sum_D, sum_D) - N) / (N * (N - 1));
}

function unit(vector_D: Float32Array): Float64Array | undefined {
  const exact_D = Float64Array.from(vector_D);
  const length = Math.sqrt(dot(exact_D, exact_D));
  return length > 0 && Number.isFinite(length) ? exact_D.map((value) => value / length) : undefined;
}

function present<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}

function mean(units: readonly Float64Array[]): Float64Array {
  const out_D = new Float64Array(units[0]?.length ?? 0);
  for (const unit_D of units) for (let d = 0; d < out_D.length; d++) out_D[d]! += unit_D[d]! / units.length;
  return out_D;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
