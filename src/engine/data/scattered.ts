/**
 * A place for each index below `length`, neighbours far apart: data is often sorted, and a beginning of it shall be as varied as all of it.
 * The golden section has no common measure with any length.
 */
export function scattered(index: number, length: number): number {
  const step = coprime(Math.max(1, Math.round(length * 0.618)), length);
  return (index * step) % length;
}

function coprime(from: number, length: number): number {
  let step = from;
  while (divisor(step, length) > 1) step++;
  return step;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
