import type { RandomBits } from './randomBits.ts';

// 2¹⁶ values, so that one draw of 32 bits picks two of them.
const tableSize = 65536;

/**
 * The standard normal distribution as 65,536 equally likely values, ascending: the quantiles of (i + ½) / 65,536.
 * Picking from a table takes a nanosecond a value, which billions of weights need; values end at ±4.3.
 */
export function normalQuantiles(): Float32Array {
  const upper = upperQuantiles(tableSize / 2);
  return Float32Array.from({ length: tableSize }, (_, i) =>
    i < upper.length ? -upper[upper.length - 1 - i]! : upper[i - upper.length]!,
  );
}

/** Fills `out` with values picked at random from `table`, which has 65,536 of them. */
export function fillFrom(table: Uint16Array | Float32Array, out: Uint16Array | Float32Array, random: RandomBits): void {
  for (let i = 0; i < out.length; i += 2) {
    const bits = random();
    out[i] = table[bits & 0xffff]!;
    out[i + 1] = table[bits >>> 16]!;
  }
}

const step = 1 / 4096;

/** The quantiles above zero, found by walking up the density's integral (Simpson's rule, then straight between). */
function upperQuantiles(count: number): Float64Array {
  const quantiles = new Float64Array(count);
  let x = 0;
  let below = 0.5;
  for (let found = 0; found < count; x += step) {
    const inside = (step / 6) * (density(x) + 4 * density(x + step / 2) + density(x + step));
    for (; found < count && target(found, count) <= below + inside; found++)
      quantiles[found] = x + (step * (target(found, count) - below)) / inside;
    below += inside;
  }
  return quantiles;
}

function target(position: number, count: number): number {
  return 0.5 + (position + 0.5) / (2 * count);
}

function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}
