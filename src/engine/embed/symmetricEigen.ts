// M rows and columns

/** Eigenvalues of a symmetric matrix, largest first, and the eigenvector of each as a row of `vectors_MM`. */
export interface Eigen {
  readonly values_M: Float64Array;
  readonly vectors_MM: Float64Array;
}

/**
 * All eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations (Golub and Van Loan, section 8.5).
 * For the small matrices that projections end in: the time grows with the cube of the size.
 */
export function symmetricEigen(matrix_MM: Float64Array, size: number): Eigen {
  const a_MM = matrix_MM.slice();
  const v_MM = identity(size);
  for (let sweep = 0; sweep < mostSweeps && offDiagonal(a_MM, size) > 0; sweep++) rotateAll(a_MM, v_MM, size);
  const order = Array.from({ length: size }, (_, i) => i).sort((i, j) => a_MM[j * size + j]! - a_MM[i * size + i]!);
  const vectors_MM = new Float64Array(size * size);
  for (const [to, from] of order.entries()) vectors_MM.set(v_MM.subarray(from * size, (from + 1) * size), to * size);
  return { values_M: Float64Array.from(order, (i) => a_MM[i * size + i]!), vectors_MM };
}

/** Rotations converge quadratically: ten sweeps are usual, and what is left after these is rounding. */
const mostSweeps = 30;

function identity(size: number): Float64Array {
  const out_MM = new Float64Array(size * size);
  for (let i = 0; i < size; i++) out_MM[i * size + i] = 1;
  return out_MM;
}

/** What stands beside the diagonal; 0 where it no longer counts beside what stands on it. */
function offDiagonal(a_MM: Float64Array, size: number): number {
  let off = 0;
  let on = 0;
  for (let i = 0; i < size; i++) {
    on += a_MM[i * size + i]! ** 2;
    for (let j = 0; j < i; j++) off += a_MM[i * size + j]! ** 2;
  }
  return off <= on * 1e-32 ? 0 : off;
}

function rotateAll(a_MM: Float64Array, v_MM: Float64Array, size: number): void {
  for (let p = 0; p < size - 1; p++) {
    for (let q = p + 1; q < size; q++) {
      if (a_MM[p * size + q] !== 0) rotate(a_MM, v_MM, { size, p, q });
    }
  }
}

/** Turns axes p and q so that the matrix has a zero where they meet. */
function rotate(a_MM: Float64Array, v_MM: Float64Array, { size, p, q }: { size: number; p: number; q: number }): void {
  const theta = (a_MM[q * size + q]! - a_MM[p * size + p]!) / (2 * a_MM[p * size + q]!);
  const tangent = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  turn(a_MM, { first: p * size, second: q * size, stride: 1, size, cosine, sine });
  turn(a_MM, { first: p, second: q, stride: size, size, cosine, sine });
  turn(v_MM, { first: p * size, second: q * size, stride: 1, size, cosine, sine });
}

interface Turn {
  /** Where two rows or columns begin, and the step from one of their elements to the next. */
  readonly first: number;
  readonly second: number;
  readonly stride: number;
  readonly size: number;
  readonly cosine: number;
  readonly sine: number;
}

function turn(m_MM: Float64Array, { first, second, stride, size, cosine, sine }: Turn): void {
  for (let k = 0; k < size; k++) {
    const [i, j] = [first + k * stride, second + k * stride];
    const [x, y] = [m_MM[i]!, m_MM[j]!];
    m_MM[i] = cosine * x - sine * y;
    m_MM[j] = sine * x + cosine * y;
  }
}
