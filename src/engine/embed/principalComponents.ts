// N vectors · D width · C components · B columns of a block · M directions in all blocks

import { seededRandom } from '../generate/seededRandom.ts';
import { symmetricEigen } from './symmetricEigen.ts';

/** Vectors seen from the directions in which they differ most. */
export interface PrincipalComponents {
  /** Row-major [N, C]: where each vector lies along each direction, from the mean. Not a number for vectors with a value that is none. */
  readonly scores_NC: Float32Array;
  /** The share of all variance along each direction, in [0, 1]. */
  readonly explained_C: number[];
}

/**
 * Exact principal components: what a full decomposition gives, without its cost. A block Krylov space (Musco and Musco,
 * 2015) with every direction kept orthogonal to all others grows until the wanted components no longer change. The sign
 * of a component is arbitrary; the largest score is made positive.
 */
export function principalComponents(
  vectors_ND: Float32Array,
  { width, count }: { width: number; count: number },
): PrincipalComponents {
  const data = centred(vectors_ND, width);
  const { values, directions } = leadingDirections(data, count);
  const N = vectors_ND.length / width;
  const scores_NC = new Float32Array(N * count);
  for (let c = 0; c < count; c++) {
    const direction_D = directions[c];
    const scores_N = direction_D ? positiveAtLargest(scoresAlong(data, direction_D)) : new Float64Array(N);
    for (let n = 0; n < N; n++) scores_NC[n * count + c] = data.isFinite[n] ? scores_N[n]! : NaN;
  }
  const explained_C = Array.from({ length: count }, (_, c) =>
    data.variance > 0 ? (values[c] ?? 0) / data.variance : 0,
  );
  return { scores_NC, explained_C };
}

interface Centred {
  readonly vectors_ND: Float32Array;
  readonly mean_D: Float64Array;
  readonly width: number;
  /** By vector: 0 for one that has a value that is no number; it takes no part. */
  readonly isFinite: Uint8Array;
  /** The sum of all squared distances from the mean. */
  readonly variance: number;
}

function centred(vectors_ND: Float32Array, width: number): Centred {
  const isFinite = finiteRows(vectors_ND, width);
  const mean_D = meanOf(vectors_ND, width, isFinite);
  let variance = 0;
  for (let n = 0; n < isFinite.length; n++) {
    for (let d = 0; isFinite[n] && d < width; d++) variance += (vectors_ND[n * width + d]! - mean_D[d]!) ** 2;
  }
  return { vectors_ND, mean_D, width, isFinite, variance };
}

/** Which vectors have only numbers. */
export function finiteRows(vectors_ND: Float32Array, width: number): Uint8Array {
  const rows = new Uint8Array(vectors_ND.length / width).fill(1);
  for (let i = 0; i < vectors_ND.length; i++) if (!Number.isFinite(vectors_ND[i])) rows[Math.floor(i / width)] = 0;
  return rows;
}

function meanOf(vectors_ND: Float32Array, width: number, isFinite: Uint8Array): Float64Array {
  const mean_D = new Float64Array(width);
  const count = isFinite.reduce((sum, one) => sum + one, 0);
  for (let n = 0; n < isFinite.length; n++) {
    for (let d = 0; isFinite[n] && d < width; d++) mean_D[d]! += vectors_ND[n * width + d]! / count;
  }
  return mean_D;
}

/** A block a little wider than what is wanted, so that equal variances do not hide one another. */
const spareColumns = 3;
/** Far below float32's own precision. */
const tolerance = 1e-10;
const mostDirections = 240;

function leadingDirections(data: Centred, count: number): { values: number[]; directions: Float64Array[] } {
  const basis: Float64Array[] = [];
  const images: Float64Array[] = [];
  const most = Math.min(data.width, mostDirections);
  const random = seededRandom(1);
  let block: Float64Array[] = Array.from({ length: count + spareColumns }, () =>
    Float64Array.from({ length: data.width }, () => random() - 0.5),
  );
  // The first block is turned towards the data at once: what lies outside of it has no variance.
  block = block.map((column_D) => applyCovariance(data, column_D));
  for (;;) {
    const added = addOrthogonal(basis, block, most, data.variance);
    block = added.map((direction_D) => applyCovariance(data, direction_D));
    images.push(...block);
    const found = ritz(basis, images, count);
    if (added.length === 0 || basis.length >= most || found.residual <= tolerance * data.variance) return found;
  }
}

/** Xᵀ X v for the centred vectors X. */
function applyCovariance(data: Centred, direction_D: Float64Array): Float64Array {
  const { vectors_ND, mean_D, width, isFinite } = data;
  const scores_N = scoresAlong(data, direction_D);
  const out_D = new Float64Array(width);
  let sum = 0;
  for (let n = 0; n < scores_N.length; n++) {
    if (!isFinite[n]) continue;
    const score = scores_N[n]!;
    sum += score;
    for (let d = 0, i = n * width; d < width; d++, i++) out_D[d]! += score * vectors_ND[i]!;
  }
  for (let d = 0; d < width; d++) out_D[d]! -= sum * mean_D[d]!;
  return out_D;
}

function scoresAlong({ vectors_ND, mean_D, width, isFinite }: Centred, direction_D: Float64Array): Float64Array {
  const offset = dot(mean_D, direction_D);
  return Float64Array.from(isFinite, (finite, n) => {
    let score = -offset;
    for (let d = 0, i = n * width; finite && d < width; d++, i++) score += vectors_ND[i]! * direction_D[d]!;
    return score;
  });
}

/** Adds the part of each column that no direction of the basis has yet; returns what was added. */
function addOrthogonal(
  basis: Float64Array[],
  block: readonly Float64Array[],
  most: number,
  variance: number,
): Float64Array[] {
  const added: Float64Array[] = [];
  for (const image_D of block) {
    const column_D = image_D.slice();
    const before = Math.sqrt(dot(column_D, column_D));
    // Twice: the first pass leaves rounding behind.
    for (const direction_D of [...basis, ...basis]) addScaled(column_D, direction_D, -dot(column_D, direction_D));
    const length = Math.sqrt(dot(column_D, column_D));
    if (basis.length >= most || length <= 1e-12 * before || length <= 1e-14 * variance) continue;
    const unit_D = column_D.map((value) => value / length);
    basis.push(unit_D);
    added.push(unit_D);
  }
  return added;
}

/** The best directions within the basis (Rayleigh and Ritz), and how far they are from being final. */
function ritz(basis: readonly Float64Array[], images: readonly Float64Array[], count: number) {
  const M = basis.length;
  const projected_MM = new Float64Array(M * M);
  for (let i = 0; i < M; i++) for (let j = 0; j < M; j++) projected_MM[i * M + j] = dot(basis[i]!, images[j]!);
  const { values_M, vectors_MM } = symmetricEigen(projected_MM, M);
  const combine = (columns: readonly Float64Array[], row: number): Float64Array => {
    const out_D = new Float64Array(columns[0]?.length ?? 0);
    for (const [i, column_D] of columns.entries()) addScaled(out_D, column_D, vectors_MM[row * M + i]!);
    return out_D;
  };
  const kept = Array.from({ length: Math.min(count, M) }, (_, c) => c);
  const directions = kept.map((c) => combine(basis, c));
  const residuals = kept.map((c) => {
    const image_D = combine(images, c);
    addScaled(image_D, directions[c]!, -values_M[c]!);
    return Math.sqrt(dot(image_D, image_D));
  });
  return { values: kept.map((c) => Math.max(0, values_M[c]!)), directions, residual: Math.max(0, ...residuals) };
}

function positiveAtLargest(scores_N: Float64Array): Float64Array {
  let largest = 0;
  for (const score of scores_N) if (Math.abs(score) > Math.abs(largest)) largest = score;
  return largest < 0 ? scores_N.map((score) => -score) : scores_N;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(to: Float64Array, what: Float64Array, factor: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += factor * what[i]!;
}
