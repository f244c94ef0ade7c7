import { extreme } from './q4_0.ts';

/**
 * The scale of a group of weights whose codes run from −`top` to `top` − 1: of several around the obvious one, and of
 * each the one that fits its codes best, that with the least squared error. Larger weights count more, as they do there.
 */
export function symmetricScale(weights: Float32Array, top: number): number {
  const edge = extreme(weights);
  if (edge === 0) return 0;
  let best = { scale: 0, gain: -1 };
  for (let step = -9; step <= 9; step++) {
    const fitted = fit(weights, -(top + 0.1 * step) / edge, top);
    if (fitted.gain > best.gain) best = fitted;
  }
  return best.scale;
}

/** Codes by `inverse`; then the scale that fits them best, and by how much it lessens the squared error. */
function fit(weights: Float32Array, inverse: number, top: number): { scale: number; gain: number } {
  let products = 0;
  let squares = 0;
  for (const weight of weights) {
    const code = Math.min(top - 1, Math.max(-top, Math.round(weight * inverse)));
    const importance = weight * weight;
    products += importance * weight * code;
    squares += importance * code * code;
  }
  return squares === 0 ? { scale: 0, gain: 0 } : { scale: products / squares, gain: products ** 2 / squares };
}
