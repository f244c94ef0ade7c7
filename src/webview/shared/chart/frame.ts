import { rangeOfCurves, smoothed, type Curve } from './curve.ts';
import type { Range } from './scale.ts';

/** What of the curves is shown, and how. */
interface FrameView {
  readonly kind: 'linear' | 'log';
  readonly smoothing: number;
  readonly range: Range;
}

/**
 * The least and the most height that a chart of these curves shows, with some room around; undefined where there is
 * nothing. All values count, the smoothed and those under them, but for a single one that stands off from its neighbours
 * further than all the others lie apart: one step whose loss is a hundred times that of the others would leave a flat
 * line of them. Such a value runs out of the frame; the legend and the table still tell it.
 */
export function frameOf(curves: readonly Curve[], { kind, smoothing, range }: FrameView): Range | undefined {
  const [there, back] = kind === 'log' ? [Math.log10, (value: number) => 10 ** value] : [identity, identity];
  const shown = curves.flatMap((curve) => {
    const steady = withoutLone(curve, range, there);
    const all = smoothing > 0 ? [steady, smoothed(steady, smoothing)] : [steady];
    return all.map((ys) => ys.filter((_, i) => isIn(curve.xs[i], range)).map(there));
  });
  const found = rangeOfCurves(shown, 'linear');
  if (!found) return undefined;
  const [least, most] = found;
  const room = roomAround * (most - least);
  return [back(least - room), back(most + room)];
}

/** Above and below, as a share: a line along the edge would be half a line. */
const roomAround = 0.05;

const identity = (value: number): number => value;

const isIn = (x = NaN, [from, to]: Range): boolean => x >= from && x <= to;

/** A curve's values with a gap in place of each that stands off alone. */
function withoutLone({ xs, ys }: Curve, range: Range, there: (value: number) => number): readonly number[] {
  const shown = [...xs.keys()].filter((i) => isIn(xs[i], range) && Number.isFinite(there(ys[i] ?? NaN)));
  // Indices that were just found.
  const heights = shown.map((i) => there(ys[i]!));
  const gaps = heights.map((_, i) => gapAround(heights, i));
  const [low, high] = rangeOfCurves([heights.filter((_, i) => gaps[i] === 0)], 'linear') ?? [0, 0];
  // Of a few values none is odd, and where the others are all the same, what differs is all there is to see.
  if (shown.length < fewest || low === high) return ys;
  const lone = new Set(shown.filter((_, i) => gaps[i]! > high - low));
  return lone.size === 0 ? ys : ys.map((y, i) => (lone.has(i) ? NaN : y));
}

/** Values of which one may be set aside. */
const fewest = 20;

/** How far a value lies above or below the two before it and the two behind; 0 for one between them, and for the first and the last. */
function gapAround(heights: readonly number[], at: number): number {
  if (at === 0 || at === heights.length - 1) return 0;
  const around = [...heights.slice(Math.max(0, at - 2), at), ...heights.slice(at + 1, at + 3)];
  const height = heights[at]!; // Between the first and the last.
  return Math.max(0, height - Math.max(...around), Math.min(...around) - height);
}
