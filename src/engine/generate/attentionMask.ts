// T new tokens · P rows of the cache, row 0 belonging to no token · R query heads that share a key/value head

import { float32, type TensorOf } from '../tensor/hostTensor.ts';

/** Far below any score, yet finite: adding it to a score must not make a NaN anywhere. */
const blocked = -1e30;

/**
 * What is added to the scores of T tokens after P cached rows: every token sees the cache but for its row 0, and of
 * the new tokens itself and those before it. [T·R, P+T], or [1, P+1] for a single token.
 */
export function causalMask(T: number, P: number, R: number): TensorOf<'float32'> {
  if (T === 1) return openMask(P + 1);
  const width = P + T;
  const mask = new Float32Array(T * R * width);
  for (let row = 0; row < T * R; row++) {
    const token = Math.floor(row / R);
    mask[row * width] = blocked;
    mask.fill(blocked, row * width + P + token + 1, (row + 1) * width);
  }
  return float32([T * R, width], mask);
}

let open = Float32Array.of(blocked);

/** All zeros but for the first; decoding asks for it at every step, so one array serves them all. */
function openMask(width: number): TensorOf<'float32'> {
  if (open.length < width) {
    open = new Float32Array(2 * width);
    open[0] = blocked;
  }
  return float32([1, width], open.subarray(0, width));
}
