// B rows of t tokens each · R query heads that share a key/value head

import { float32, type TensorOf } from '../../tensor/hostTensor.ts';
import type { Span } from './placeSequences.ts';
import { partsOf } from './sequence.ts';

/** Far below any score, yet finite: a row in which nothing may be seen must not make a NaN. */
const blocked = -1e30;

/**
 * What is added to the scores of a batch, [B, t·R, t]: every token sees itself and those before it in its own sequence,
 * but nothing of other branches. Padding sees itself alone.
 */
export function sequenceMask(
  spans: readonly Span[],
  { rows: B, rowLength: t, share: R }: { rows: number; rowLength: number; share: number },
): TensorOf<'float32'> {
  const mask = new Float32Array(B * t * R * t).fill(blocked);
  const open = (row: number, from: number, to: number): void => {
    for (let head = 0; head < R; head++) mask.fill(0, (row * R + head) * t + from, (row * R + head) * t + to + 1);
  };
  for (let row = 0; row < B * t; row++) open(row, row % t, row % t);
  for (const { begin, length, branches = [] } of spans) {
    const first = begin % t;
    const { shared, own } = partsOf(length, branches);
    for (let i = 0; i < shared.end; i++) open(begin + i, first, first + i);
    for (const part of own) {
      for (let i = part.begin; i < part.end; i++) {
        open(begin + i, first, first + shared.end - 1);
        open(begin + i, first + part.begin, first + i);
      }
    }
  }
  return float32([B, t * R, t], mask);
}
