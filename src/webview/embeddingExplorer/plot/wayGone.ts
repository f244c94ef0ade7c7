/** Where points are that have gone a share of their way, in [0, 1]. */
export function wayGone(from_P3: Float32Array, to_P3: Float32Array, progress: number): Float32Array {
  if (progress >= 1) return to_P3;
  return to_P3.map((value, i) => {
    const start = from_P3[i] ?? value;
    return Number.isFinite(start) ? start + (value - start) * progress : value;
  });
}
