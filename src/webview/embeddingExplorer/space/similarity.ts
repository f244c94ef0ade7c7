// N rows of a layer · D width

import { rowAt, type Space } from './space.ts';

/** The vectors of one layer with the length of each. */
export interface LayerVectors {
  readonly layer: number;
  readonly vectors_ND: Float32Array;
  readonly width: number;
  readonly lengths_N: Float64Array;
}

/** Prepares the vectors of a layer for comparing them. */
export function layerVectors(layer: number, vectors_ND: Float32Array, width: number): LayerVectors {
  const lengths_N = new Float64Array(vectors_ND.length / Math.max(1, width));
  for (let n = 0; n < lengths_N.length; n++) {
    let sum = 0;
    for (let i = n * width; i < (n + 1) * width; i++) sum += vectors_ND[i]! ** 2;
    lengths_N[n] = Math.sqrt(sum);
  }
  return { layer, vectors_ND, width, lengths_N };
}

/** The cosine of each row and the mean direction of some rows; not a number where either has no direction. */
export function cosinesWith(vectors: LayerVectors, rows: readonly number[]): Float32Array {
  const key = rows.join();
  const known = newest.get(vectors);
  if (known?.key === key) return known.cosines_N;
  const cosines_N = computeCosines(vectors, rows);
  newest.set(vectors, { key, cosines_N });
  return cosines_N;
}

/** Near words, near patches and the map over the picture are of the same point, and a layer may have many wide vectors. */
const newest = new WeakMap<LayerVectors, { key: string; cosines_N: Float32Array }>();

function computeCosines(vectors: LayerVectors, rows: readonly number[]): Float32Array {
  const { vectors_ND, width, lengths_N } = vectors;
  const own_D = meanDirection(vectors, rows);
  const own = Math.sqrt(own_D.reduce((sum, value) => sum + value * value, 0));
  return Float32Array.from(lengths_N, (length, n) => {
    let sum = 0;
    for (let d = 0, i = n * width; d < width; d++, i++) sum += vectors_ND[i]! * own_D[d]!;
    return sum / (length * own);
  });
}

function meanDirection({ vectors_ND, width, lengths_N }: LayerVectors, rows: readonly number[]): Float64Array {
  const mean_D = new Float64Array(width);
  for (const row of rows)
    for (let d = 0; d < width; d++) mean_D[d]! += vectors_ND[row * width + d]! / lengths_N[row]! / rows.length;
  return mean_D;
}

/** A point beside others, and how near: the cosine. */
export interface Neighbour {
  readonly point: number;
  readonly cosine: number;
}

/** The points nearest to one, or to several as one, of those that `among` keeps. Points that share a row are one. */
export function neighbours(
  space: Space,
  vectors: LayerVectors,
  points: readonly number[],
  { count, among }: { count: number; among: (point: number) => boolean },
): Neighbour[] {
  const own = points.map((point) => rowAt(space, vectors.layer, point));
  const cosines_N = cosinesWith(vectors, own);
  const seen = new Set(own);
  const found: Neighbour[] = [];
  for (const other of space.points.keys()) {
    const row = rowAt(space, vectors.layer, other);
    const cosine = cosines_N[row] ?? NaN;
    if (seen.has(row) || !Number.isFinite(cosine) || !among(other)) continue;
    seen.add(row);
    insert(found, { point: other, cosine }, count);
  }
  return found;
}

/** Keeps the `count` nearest, in order. */
function insert(found: Neighbour[], candidate: Neighbour, count: number): void {
  if (found.length === count && candidate.cosine <= (found.at(-1)?.cosine ?? -Infinity)) return;
  const at = found.findIndex(({ cosine }) => cosine < candidate.cosine);
  found.splice(at === -1 ? found.length : at, 0, candidate);
  found.length = Math.min(found.length, count);
}
