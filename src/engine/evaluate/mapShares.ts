// S patches along a side of the picture · P = S² patches

import type { MapView, WordMap } from '../api/mapApi.ts';
import type { Box } from '../data/world/scene.ts';
import type { RgbImage } from '../image/rgbImage.ts';

/** How a map fits the place where an answer is to be seen. */
export interface MapFit {
  /** The share of the map's mass that lies inside. */
  readonly inside: number;
  /** Whether the lightest patch lies inside, by more than half; undefined where all are alike. */
  readonly hit: boolean | undefined;
}

/** Compares a view of a map, as it is drawn, with the true places, in pixels of a square picture of one tile. */
export function fitOf(view: MapView, regions: readonly Box[], pictureSide: number): MapFit | undefined {
  const mass_P = massOf(view);
  const side = Math.sqrt(mass_P.length);
  const cover_P = coverOf(regions, side, pictureSide);
  const whole = mass_P.reduce((sum, mass) => sum + mass, 0);
  if (whole === 0) return undefined;
  const inside = mass_P.reduce((sum, mass, p) => sum + mass * (cover_P[p] ?? 0), 0) / whole;
  const lightest = mass_P.reduce((best, mass, p) => (mass > (mass_P[best] ?? 0) ? p : best), 0);
  const isFlat = mass_P.every((mass) => mass === mass_P[0]);
  return { inside, hit: isFlat ? undefined : (cover_P[lightest] ?? 0) > 0.5 };
}

/** The share of each patch that lies inside of the places: [P]. */
export function coverOf(regions: readonly Box[], side: number, pictureSide: number): Float64Array {
  const cover_P = new Float64Array(side * side);
  const step = pictureSide / side / samples;
  for (let y = 0; y < side * samples; y++)
    for (let x = 0; x < side * samples; x++) {
      const [right, down] = [(x + 0.5) * step, (y + 0.5) * step];
      const isInside = regions.some(
        ({ left, top, right: r, bottom }) => right >= left && right < r && down >= top && down < bottom,
      );
      if (isInside) cover_P[Math.floor(y / samples) * side + Math.floor(x / samples)]! += 1 / samples ** 2;
    }
  return cover_P;
}

/** Points along a patch's side at which is looked whether it lies inside. */
const samples = 8;

/** A prior that knows nothing of the picture but its middle: a bell whose deviation is a quarter of the side. */
export function centreView(side: number): MapView {
  const away = (index: number): number => (index + 0.5) / side - 0.5;
  const values = Float32Array.from({ length: side * side }, (_, p) => {
    const [x, y] = [away(p % side), away(Math.floor(p / side))];
    return Math.exp(-(x * x + y * y) / (2 * 0.25 ** 2));
  });
  return { kind: 'rollout', values };
}

/** A prior that knows no word: how far the colours of each patch are from the picture's mean colour. */
export function contrastView({ width, height, rgb }: RgbImage, side: number): MapView {
  const mean = [0, 1, 2].map((channel) => {
    let sum = 0;
    for (let i = channel; i < rgb.length; i += 3) sum += rgb[i]!;
    return sum / (width * height);
  });
  const squares = new Float64Array(side * side);
  for (const [i, value] of rgb.entries()) {
    const pixel = Math.floor(i / 3);
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const patch = Math.floor((y / height) * side) * side + Math.floor((x / width) * side);
    squares[patch]! += (value - (mean[i % 3] ?? 0)) ** 2;
  }
  return { kind: 'rollout', values: Float32Array.from(squares, Math.sqrt) };
}

/** Every patch alike: what chance would do. */
export function evenView(side: number): MapView {
  return { kind: 'rollout', values: new Float32Array(side * side).fill(1) };
}

/** The views of a map that are compared, by name. */
export function namedViews({ method, views }: WordMap): [name: string, view: MapView][] {
  return views
    .filter(({ kind }) => kind !== 'largest')
    .map((view) => [
      view.layer === undefined
        ? `${method}${view.kind === 'rollout' ? ', all layers' : ''}`
        : `${method}, layer ${view.layer}`,
      view,
    ]);
}

/** As it is drawn: cosines from the lowest on, everything else from 0. */
function massOf({ kind, values }: MapView): Float32Array {
  const least = kind === 'cosine' ? values.reduce((low, value) => Math.min(low, value), Infinity) : 0;
  return values.map((value) => Math.max(0, value - least));
}
