/** Where points are that have gone a share of their way, in [0, 1]. */
export function wayGone(from_P3: Float32Array, to_P3: Float32Array, progress: number): Float32Array {
  if (progress >= 1) return to_P3;
  const gone_P3 = to_P3.slice();
  // Of a hundred thousand points in every frame: a loop takes a fifth of what a function a number takes.
  for (let i = 0; i < gone_P3.length; i++) {
    const start = from_P3[i]!;
    if (Number.isFinite(start)) gone_P3[i] = start + (to_P3[i]! - start) * progress;
  }
  return gone_P3;
}
