// N vectors · D width · P width of a sketch · K neighbours

/** The nearest neighbours of each vector, nearest first, itself left out. */
export interface Neighbours {
  readonly indices_NK: Int32Array;
  /** Euclidean. */
  readonly distances_NK: Float32Array;
}

export interface SearchOptions {
  readonly width: number;
  readonly count: number;
  readonly random: () => number;
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Compares every vector with every other. Wide vectors are compared by short sketches first, random projections that keep
 * distances nearly as they are (Johnson and Lindenstrauss); the best of those are then measured exactly.
 */
export function nearestNeighbours(vectors_ND: Float32Array, options: SearchOptions): Neighbours {
  const { width, count } = options;
  const N = vectors_ND.length / width;
  if (width <= 2 * sketchWidth) return compareAll(vectors_ND, { ...options, count });
  const sketch_NP = sketched(vectors_ND, width, options.random);
  const wanted = Math.min(N - 1, candidatesPerNeighbour * count);
  const candidates = compareAll(sketch_NP, { ...options, width: sketchWidth, count: wanted });
  return measured(vectors_ND, width, candidates.indices_NK, { N, wanted, count });
}

const sketchWidth = 96;
const candidatesPerNeighbour = 4;

function sketched(vectors_ND: Float32Array, width: number, random: () => number): Float32Array {
  const N = vectors_ND.length / width;
  // Signs serve as well as a normal distribution (Achlioptas, 2003).
  const signs_DP = Float32Array.from({ length: width * sketchWidth }, () => (random() < 0.5 ? -1 : 1));
  const sketch_NP = new Float32Array(N * sketchWidth);
  for (let n = 0; n < N; n++) {
    const out_P = sketch_NP.subarray(n * sketchWidth, (n + 1) * sketchWidth);
    for (let d = 0; d < width; d++) {
      const value = vectors_ND[n * width + d]!;
      for (let p = 0, i = d * sketchWidth; p < sketchWidth; p++, i++) out_P[p]! += value * signs_DP[i]!;
    }
  }
  return sketch_NP;
}

function compareAll(vectors_ND: Float32Array, { width, count, onProgress }: SearchOptions): Neighbours {
  const N = vectors_ND.length / width;
  const best = new BestOf(N, count);
  for (let a = 0; a < N; a++) {
    for (let b = a + 1; b < N; b++) {
      const squared = squaredDistance(vectors_ND, width, a, b);
      best.offer(a, b, squared);
      best.offer(b, a, squared);
    }
    // Early vectors have the most others to be compared with.
    if (a % 64 === 0) onProgress?.(1 - (1 - a / N) ** 2);
  }
  return best.result();
}

function squaredDistance(vectors_ND: Float32Array, width: number, a: number, b: number): number {
  let sum = 0;
  for (let d = 0, i = a * width, j = b * width; d < width; d++, i++, j++) {
    const difference = vectors_ND[i]! - vectors_ND[j]!;
    sum += difference * difference;
  }
  return sum;
}

function measured(
  vectors_ND: Float32Array,
  width: number,
  candidates_NW: Int32Array,
  { N, wanted, count }: { N: number; wanted: number; count: number },
): Neighbours {
  const best = new BestOf(N, count);
  for (let n = 0; n < N; n++) {
    for (let w = 0; w < wanted; w++) {
      const other = candidates_NW[n * wanted + w]!;
      best.offer(n, other, squaredDistance(vectors_ND, width, n, other));
    }
  }
  return best.result();
}

/** Keeps the nearest of all that were offered to each vector, in order. */
class BestOf {
  readonly #count: number;
  readonly #indices_NK: Int32Array;
  readonly #squares_NK: Float32Array;

  constructor(vectors: number, count: number) {
    this.#count = count;
    this.#indices_NK = new Int32Array(vectors * count).fill(-1);
    this.#squares_NK = new Float32Array(vectors * count).fill(Infinity);
  }

  offer(to: number, candidate: number, squared: number): void {
    const begin = to * this.#count;
    let at = begin + this.#count - 1;
    if (!(squared < this.#squares_NK[at]!)) return;
    for (; at > begin && this.#squares_NK[at - 1]! > squared; at--) {
      this.#squares_NK[at] = this.#squares_NK[at - 1]!;
      this.#indices_NK[at] = this.#indices_NK[at - 1]!;
    }
    this.#squares_NK[at] = squared;
    this.#indices_NK[at] = candidate;
  }

  result(): Neighbours {
    return { indices_NK: this.#indices_NK, distances_NK: this.#squares_NK.map(Math.sqrt) };
  }
}
