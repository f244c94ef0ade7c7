// t tokens of the sequence · R query heads that share a key/value head · K width of a head

import type { Tensors } from '../../compile/weightlessSession.ts';
import type { StackConfig } from '../../model/config.ts';
import { rotaryRows } from '../../model/rotaryTables.ts';
import { float32 } from '../../tensor/hostTensor.ts';

/** Rotation and causal mask of one whole sequence, which all layers of a stack read. */
export function layerFeeds({ rope, headWidth, heads, keyValueHeads }: StackConfig, t: number): Tensors {
  const { cosine, sine } = rotaryRows(rope, headWidth, { begin: 0, count: t, length: t });
  const R = heads / keyValueHeads;
  const mask = new Float32Array(t * R * t);
  for (let row = 0; row < t * R; row++) mask.fill(blocked, row * t + Math.floor(row / R) + 1, (row + 1) * t);
  const shape = [t, headWidth / 2];
  return { cosine: float32(shape, cosine), sine: float32(shape, sine), mask: float32([1, t * R, t], mask) };
}

/** Far below any score, yet finite. */
const blocked = -1e30;
