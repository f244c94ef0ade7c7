// B rows of t tokens each · R query heads that share a key/value head

import { float32, type TensorOf } from '../../tensor/hostTensor.ts';
import type { Span } from './placeSequences.ts';
import { partsOf } from './sequence.ts';

/**
 * Who may look at whom, as the graph of the mask reads it: every token sees itself and those before it in its own sequence,
 * but nothing of other branches. Padding is a sequence of its own, token by token.
 */
export function sequencePlaces(
  name: string,
  spans: readonly Span[],
  { rows: B, rowLength: t, share: R }: { rows: number; rowLength: number; share: number },
): Record<string, TensorOf<'float32'>> {
  const sequence = new Float32Array(B * t);
  const branch = new Float32Array(B * t);
  // Negative, so that no sequence has such a number.
  for (let token = 0; token < B * t; token++) sequence[token] = -1 - (token % t);
  for (const { begin, length, branches = [] } of spans) {
    sequence.fill(begin % t, begin, begin + length);
    for (const [i, part] of partsOf(length, branches).own.entries())
      branch.fill(i + 1, begin + part.begin, begin + part.end);
  }
  return {
    [`${name}.query.sequence`]: float32([B, t * R, 1], repeated(sequence, R)),
    [`${name}.query.branch`]: float32([B, t * R, 1], repeated(branch, R)),
    [`${name}.key.sequence`]: float32([B, 1, t], sequence),
    [`${name}.key.branch`]: float32([B, 1, t], branch),
    [`${name}.later`]: float32([t * R, t], laterPlaces(t, R)),
  };
}

/** Every number R times. */
function repeated(numbers: Float32Array, R: number): Float32Array {
  return R === 1
    ? numbers
    : Float32Array.from({ length: numbers.length * R }, (_, i) => numbers[Math.floor(i / R)] ?? 0);
}

/** 1 where a place of a row lies behind the one that looks, [t·R, t]. */
function laterPlaces(t: number, R: number): Float32Array {
  const later = new Float32Array(t * R * t);
  for (let row = 0; row < t * R; row++) later.fill(1, row * t + Math.floor(row / R) + 1, (row + 1) * t);
  return later;
}
