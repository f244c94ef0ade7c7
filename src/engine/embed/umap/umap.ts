// N vectors · D width · K neighbours · C axes of the map · E edges

import { EngineError } from '../../api/errors.ts';
import { seededRandom } from '../../generate/seededRandom.ts';
import { principalComponents } from '../principalComponents.ts';
import { fuzzyGraph } from './fuzzyGraph.ts';
import { layOut } from './layOut.ts';
import { nearestNeighbours } from './nearestNeighbours.ts';

export interface UmapOptions {
  readonly width: number;
  /** Axes of the map. */
  readonly axes: number;
  readonly neighbours: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** In [0, 1]. */
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Lays vectors out so that neighbours stay neighbours: UMAP (McInnes, Healy and Melville, 2018). The same seed gives the
 * same map. It begins with the principal components, so that what is far apart at first is far apart in the end.
 */
export function umap(vectors_ND: Float32Array, options: UmapOptions): Float32Array {
  const { width, axes, seed, signal, onProgress } = options;
  const N = vectors_ND.length / width;
  const K = Math.min(options.neighbours, N - 1);
  const step = (from: number, to: number) => (fraction: number) => {
    if (signal?.aborted) throw new EngineError('request/cancelled', undefined);
    onProgress?.(from + (to - from) * fraction);
  };
  const start_NC = principalComponents(vectors_ND, { width, count: axes }).scores_NC;
  // Of two points or fewer there is nothing to lay out.
  if (K < 2) return start_NC;
  const random = seededRandom(seed);
  const neighbours = nearestNeighbours(vectors_ND, { width, count: K, random, onProgress: step(0, searchShare) });
  const edges = fuzzyGraph(neighbours, N, K);
  layOut(start_NC, edges, { axes, random, onProgress: step(searchShare, 1) });
  return centred(start_NC, axes);
}

function centred(points_NC: Float32Array, axes: number): Float32Array {
  const mean_C = new Float64Array(axes);
  for (let i = 0; i < points_NC.length; i++) mean_C[i % axes]! += (points_NC[i]! * axes) / points_NC.length;
  return points_NC.map((value, i) => value - mean_C[i % axes]!);
}

/** About how much of the time goes into finding neighbours. */
const searchShare = 0.5;
