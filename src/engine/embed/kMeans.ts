// N vectors · D width · K groups

export interface KMeansOptions {
  readonly width: number;
  /** Most groups; equal vectors can leave fewer. */
  readonly count: number;
  readonly random: () => number;
  /** Called before each round with the share done, in [0, 1]. */
  readonly onRound?: (fraction: number) => void;
}

/**
 * The group of each vector, from 0, the largest first: Lloyd's rounds from centres that lie far from one another
 * (k-means++, Arthur and Vassilvitskii, 2007), until no vector changes its group.
 */
export function kMeans(vectors_ND: Float32Array, { width, count, random, onRound }: KMeansOptions): Uint8Array {
  const N = vectors_ND.length / width;
  const centres = farApart(vectors_ND, { width, count: Math.min(count, N), random });
  const groups_N = new Uint8Array(N).fill(centres.length);
  for (let round = 0; round < mostRounds; round++) {
    onRound?.(round / mostRounds);
    if (!assign(vectors_ND, centres, groups_N)) break;
    moveToMeans(vectors_ND, centres, groups_N);
  }
  onRound?.(1);
  return bySize(groups_N, centres.length);
}

/** Rounds rarely go on for longer, and change next to nothing then. */
const mostRounds = 60;

/** Each next centre is a vector, the likelier the farther it lies from those there are. */
function farApart(
  vectors_ND: Float32Array,
  { width, count, random }: { width: number; count: number; random: () => number },
): Float64Array[] {
  const N = vectors_ND.length / width;
  const distances_N = new Float64Array(N).fill(1);
  const centres: Float64Array[] = [];
  while (centres.length < count) {
    const chosen = draw(distances_N, random());
    // All others lie where a centre is.
    if (chosen === undefined) break;
    const centre_D = Float64Array.from(vectors_ND.subarray(chosen * width, (chosen + 1) * width));
    for (let n = 0; n < N; n++) {
      const distance = squaredDistance(vectors_ND, n, centre_D);
      distances_N[n] = centres.length === 0 ? distance : Math.min(distances_N[n]!, distance);
    }
    centres.push(centre_D);
  }
  return centres;
}

function draw(weights_N: Float64Array, share: number): number | undefined {
  const sum = weights_N.reduce((total, weight) => total + weight, 0);
  let rest = share * sum;
  let last: number | undefined;
  for (const [n, weight] of weights_N.entries()) {
    if (weight <= 0) continue;
    last = n;
    rest -= weight;
    if (rest < 0) break;
  }
  return last;
}

/** Whether any vector has changed its group. */
function assign(vectors_ND: Float32Array, centres: readonly Float64Array[], groups_N: Uint8Array): boolean {
  let hasChanged = false;
  for (let n = 0; n < groups_N.length; n++) {
    let [nearest, least] = [0, Infinity];
    for (const [k, centre_D] of centres.entries()) {
      const distance = squaredDistance(vectors_ND, n, centre_D);
      if (distance < least) [nearest, least] = [k, distance];
    }
    hasChanged ||= groups_N[n] !== nearest;
    groups_N[n] = nearest;
  }
  return hasChanged;
}

/** A centre without a vector stays where it is. */
function moveToMeans(vectors_ND: Float32Array, centres: readonly Float64Array[], groups_N: Uint8Array): void {
  const counts = sizesOf(groups_N, centres.length);
  for (const [k, centre_D] of centres.entries()) if (counts[k]! > 0) centre_D.fill(0);
  for (const [n, k] of groups_N.entries()) {
    const centre_D = centres[k]!;
    const width = centre_D.length;
    for (let d = 0; d < width; d++) centre_D[d]! += vectors_ND[n * width + d]! / counts[k]!;
  }
}

function sizesOf(groups_N: Uint8Array, count: number): number[] {
  const sizes = new Array<number>(count).fill(0);
  for (const k of groups_N) sizes[k]!++;
  return sizes;
}

function bySize(groups_N: Uint8Array, count: number): Uint8Array {
  const sizes = sizesOf(groups_N, count);
  const order = [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]!);
  const rank = order.map((_, k) => order.indexOf(k));
  return groups_N.map((k) => rank[k]!);
}

function squaredDistance(vectors_ND: Float32Array, n: number, centre_D: Float64Array): number {
  let sum = 0;
  for (let d = 0, i = n * centre_D.length; d < centre_D.length; d++, i++) sum += (vectors_ND[i]! - centre_D[d]!) ** 2;
  return sum;
}
