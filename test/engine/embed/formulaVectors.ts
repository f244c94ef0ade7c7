/** The vectors of `golden/embed/projections.py`, row-major. */
export function formulaVectors({ rows, width, seed, decay }: VectorFormula): Float32Array {
  return Float32Array.from({ length: rows * width }, (_, i) => {
    const [n, d] = [Math.floor(i / width), i % width];
    let sum = 0.5 * Math.sin(12.9898 * (n + 1) * (d + 1) + seed) + 0.3;
    for (let k = 0; k < 6; k++)
      sum += Math.sin(0.37 * (k + 1) * n + seed + k * k) * Math.cos(0.11 * (k + 2) * d + k) * decay ** k;
    return sum;
  });
}

export interface VectorFormula {
  rows: number;
  width: number;
  seed: number;
  decay: number;
}
