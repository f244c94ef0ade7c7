// N vectors · K neighbours · E edges

import type { Neighbours } from './nearestNeighbours.ts';

/** Which vectors belong together, and how much, in (0, 1]. Each pair stands once. */
export interface Edges {
  readonly from_E: Int32Array;
  readonly to_E: Int32Array;
  readonly weight_E: Float32Array;
}

/** The neighbourhoods as fuzzy sets, joined so that a pair belongs together where either side says so (section 3.1). */
export function fuzzyGraph({ indices_NK, distances_NK }: Neighbours, N: number, K: number): Edges {
  const weights = new Map<number, number>();
  for (let n = 0; n < N; n++) {
    const memberships_K = membership(distances_NK.subarray(n * K, (n + 1) * K));
    for (let k = 0; k < K; k++) {
      const other = indices_NK[n * K + k]!;
      if (other < 0) continue;
      const pair = Math.min(n, other) * N + Math.max(n, other);
      const [there, here] = [weights.get(pair) ?? 0, memberships_K[k]!];
      weights.set(pair, there + here - there * here);
    }
  }
  const pairs = [...weights].filter(([, weight]) => weight > 0);
  return {
    from_E: Int32Array.from(pairs, ([pair]) => Math.floor(pair / N)),
    to_E: Int32Array.from(pairs, ([pair]) => pair % N),
    weight_E: Float32Array.from(pairs, ([, weight]) => weight),
  };
}

/** 1 for the nearest, falling so fast that all of them together make log2 K: near and far regions count alike. */
function membership(distances_K: Float32Array): Float32Array {
  const nearest = distances_K.find((distance) => distance > 0) ?? 0;
  const target = Math.log2(distances_K.length);
  const at = (scale: number): Float32Array =>
    distances_K.map((distance) => Math.exp(-Math.max(0, distance - nearest) / Math.max(scale, 1e-12)));
  let [low, high, scale] = [0, Infinity, 1];
  for (let round = 0; round < 64; round++) {
    const sum = at(scale).reduce((total, value) => total + value, 0);
    if (Math.abs(sum - target) < 1e-5) break;
    if (sum > target) high = scale;
    else low = scale;
    scale = high === Infinity ? scale * 2 : (low + high) / 2;
  }
  const mean = distances_K.reduce((total, value) => total + value, 0) / distances_K.length;
  return at(Math.max(scale, 1e-3 * mean));
}
