import type { Range } from './scale.ts';

/** Points in the order of their places. */
export interface Curve {
  /** What it is called in the legend. */
  readonly name: string;
  /** Which colour and dash it has. */
  readonly style: number;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/**
 * A moving mean in which each earlier value counts less by `weight`, in [0, 1). The first values are not drawn towards 0
 * (the correction of Adam). Gaps stay gaps.
 */
export function smoothed(ys: readonly number[], weight: number): number[] {
  let [mean, total] = [0, 0];
  return ys.map((y) => {
    if (!Number.isFinite(y)) return NaN;
    mean = weight * mean + (1 - weight) * y;
    total = weight * total + (1 - weight);
    return mean / total;
  });
}

/** The part of a curve in a range, the lowest and the highest of each pixel's points: peaks are never lost. */
export function thinned({ xs, ys, ...rest }: Curve, [from, to]: Range, pixels: number): Curve {
  const [first, last] = [indexOf(xs, from), indexOf(xs, to)];
  const [begin, end] = [Math.max(0, first - 1), Math.min(xs.length, last + 2)];
  if (end - begin <= 4 * pixels) return { ...rest, xs: xs.slice(begin, end), ys: ys.slice(begin, end) };
  const kept: number[] = [];
  const perBucket = (end - begin) / pixels;
  for (let bucket = 0; bucket < pixels; bucket++)
    kept.push(...extremes(ys, begin + Math.floor(bucket * perBucket), begin + Math.floor((bucket + 1) * perBucket)));
  // Indices that were just found in the lists.
  return { ...rest, xs: kept.map((i) => xs[i]!), ys: kept.map((i) => ys[i]!) };
}

function extremes(ys: readonly number[], begin: number, end: number): number[] {
  let [low, high] = [begin, begin];
  for (let i = begin; i < end; i++) {
    // Both stay inside the list.
    if (!(ys[i]! >= ys[low]!)) low = i;
    if (!(ys[i]! <= ys[high]!)) high = i;
  }
  return low === high ? [low] : [Math.min(low, high), Math.max(low, high)];
}

/** The last place that is not behind `x`; 0 where all are. */
export function indexOf(xs: readonly number[], x: number): number {
  let [low, high] = [0, xs.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    // Between two indices of the list.
    if (xs[middle]! <= x) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** Places at which curves have values, at most so many of each curve, its first and last among them. */
export function placesOf(curves: readonly Pick<Curve, 'xs'>[], most: number): number[] {
  const places = curves.flatMap(({ xs }) => {
    const count = Math.min(most, xs.length);
    // Indices of the list.
    return Array.from({ length: count }, (_, i) => xs[Math.round((i * (xs.length - 1)) / Math.max(1, count - 1))]!);
  });
  return [...new Set(places)].sort((a, b) => a - b);
}

/** What a curve has at a place; not a number where it has nothing just there. */
export function valueAt({ xs, ys }: Pick<Curve, 'xs' | 'ys'>, place: number): number {
  const index = indexOf(xs, place);
  return xs[index] === place ? (ys[index] ?? NaN) : NaN;
}

/** The least and the most of all values that a scale can show; undefined where there is none. */
export function rangeOfCurves(curves: readonly (readonly number[])[], kind: 'linear' | 'log'): Range | undefined {
  let [least, most] = [Infinity, -Infinity];
  for (const values of curves)
    for (const value of values) {
      if (!Number.isFinite(value) || (kind === 'log' && value <= 0)) continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  return least <= most ? [least, most] : undefined;
}
