/** Position of the first NaN or infinity, or -1. Damaged weights are found by it before they spread. */
export function firstNonFinite(values: Float32Array): number {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return i;
  return -1;
}
