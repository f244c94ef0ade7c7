import { centre, topCode, type BlockFormat } from './blockFormat.ts';
import type { Grid } from './blockMatrix.ts';

/**
 * The grid on which rounding `weights` loses least, where the squared error of weight i counts `importance[i]` times.
 * Clipping a few extreme weights makes the steps of all others finer, so several ranges compete with the full one,
 * each judged by the best scale for the codes it gives (a least-squares fit).
 */
export function bestGrid(weights: Float64Array, importance: Float64Array, format: BlockFormat): Grid {
  const range = rangeOf(weights);
  if (range.low === range.high) return { scale: 0, zero: centre(format) };
  let best = gridOver(range, 1, format);
  let bestExplained = -Infinity;
  for (const fraction of rangeFractions[format.bits]) {
    const candidate = gridOver(range, fraction, format);
    const { scale, explained } = fit(weights, importance, candidate, topCode(format));
    if (!(explained > bestExplained)) continue;
    bestExplained = explained;
    best = { scale, zero: candidate.zero };
  }
  return { scale: Math.fround(best.scale), zero: best.zero };
}

/** The code of the grid value nearest to `weight`; `inverse` is 1 / scale. */
export function nearestCode(weight: number, inverse: number, zero: number, top: number): number {
  const raw = weight * inverse + zero + 0.5;
  return raw < 0 ? 0 : raw > top ? top : raw | 0;
}

/** 1 / scale; 0 for the scale 0 of a block of nothing but zeros. */
export function inverseOf(scale: number): number {
  return scale === 0 ? 0 : 1 / scale;
}

/** With 255 steps clipping never pays; with 15, Gaussian weights lose least at about 0.75 of their range. */
const rangeFractions = { 4: [1, 0.92, 0.85, 0.78, 0.71, 0.64], 8: [1] } as const;

interface Range {
  readonly low: number;
  readonly high: number;
}

/** From the lowest to the highest weight; it holds 0, so that 0 stays exactly 0. */
function rangeOf(weights: Float64Array): Range {
  let low = 0;
  let high = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i]! < low) low = weights[i]!;
    if (weights[i]! > high) high = weights[i]!;
  }
  return { low, high };
}

function gridOver(range: Range, fraction: number, format: BlockFormat): Grid {
  return format.zeroPoints
    ? offsetGrid(range, fraction, topCode(format))
    : centredGrid(range, fraction, centre(format));
}

/** The middle of the codes meets the middle of the range. */
function offsetGrid({ low, high }: Range, fraction: number, top: number): Grid {
  const scale = ((high - low) / top) * fraction;
  const zero = Math.round(top / 2 - (low + high) / 2 / scale);
  return { scale, zero: Math.min(top, Math.max(0, zero)) };
}

/** Codes reach one step further below the centre than above, so the scale's sign gives that step to the longer side. */
function centredGrid({ low, high }: Range, fraction: number, zero: number): Grid {
  const extreme = high > -low ? high : low;
  return { scale: (extreme / -zero) * fraction, zero };
}

/** The best scale for the codes that `grid` gives, and how much of Σ importance · weight² it then explains. */
function fit(weights: Float64Array, importance: Float64Array, { scale, zero }: Grid, top: number) {
  const inverse = 1 / scale;
  let cross = 0;
  let energy = 0;
  for (let i = 0; i < weights.length; i++) {
    const step = nearestCode(weights[i]!, inverse, zero, top) - zero;
    const weighted = importance[i]! * step;
    cross += weighted * weights[i]!;
    energy += weighted * step;
  }
  return { scale: cross / energy, explained: (cross * cross) / energy };
}
