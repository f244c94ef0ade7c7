// T new tokens · C rows a cache has room for

import { float32, type TensorOf } from '../tensor/hostTensor.ts';

/** Far below any score, yet finite: adding it to a score must not make a NaN anywhere. */
const blocked = -1e30;

/**
 * What is added to the scores of T tokens after a cache that holds `held` tokens in its C rows: every token sees what is
 * held, and of the new tokens itself and those before it. [T, C+T].
 */
export function causalMask(T: number, held: number, C: number): TensorOf<'float32'> {
  const width = C + T;
  const mask = new Float32Array(T * width);
  for (let token = 0; token < T; token++) {
    const row = token * width;
    mask.fill(blocked, row + held, row + C);
    mask.fill(blocked, row + C + token + 1, row + width);
  }
  return float32([T, width], mask);
}
