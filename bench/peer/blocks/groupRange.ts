/** weight = scale · code − offset; neither is negative. */
export interface Range {
  readonly scale: number;
  readonly offset: number;
}

const topCode = 15;

/**
 * The range of a group of weights with 4-bit codes: of several around the obvious one, each fitted to its codes by least
 * squares, that with the least error. Weights count by their magnitude beside the group's mean, as llama.cpp has it.
 */
export function rangeOf(weights: Float32Array): Range {
  const lowest = Math.min(0, ...weights);
  const highest = Math.max(...weights);
  if (highest <= lowest) return { scale: 0, offset: -lowest };
  const importance = importanceOf(weights);
  let best = { range: { scale: (highest - lowest) / topCode, offset: -lowest }, error: Infinity };
  for (let step = -10; step <= 20; step++) {
    const inverse = (topCode + 0.1 * step) / (highest - lowest);
    const codes = weights.map((weight) => Math.min(topCode, Math.max(0, Math.round(inverse * (weight - lowest)))));
    const range = fit(weights, importance, codes);
    const error = range ? errorOf(weights, importance, codes, range) : Infinity;
    if (range && error < best.error) best = { range, error };
  }
  return best.range;
}

function importanceOf(weights: Float32Array): Float32Array {
  const mean = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0) / weights.length);
  return weights.map((weight) => mean + Math.abs(weight));
}

/** Scale and offset by weighted least squares; an offset below zero, which the format lacks, becomes zero. */
function fit(weights: Float32Array, importance: Float32Array, codes: Float32Array): Range | undefined {
  let [all, c, cc, x, xc] = [0, 0, 0, 0, 0];
  for (let i = 0; i < weights.length; i++) {
    const [share, code, weight] = [importance[i]!, codes[i]!, weights[i]!];
    all += share;
    c += share * code;
    cc += share * code * code;
    x += share * weight;
    xc += share * weight * code;
  }
  const determinant = all * cc - c * c;
  if (determinant <= 0) return undefined;
  const offset = (c * xc - cc * x) / determinant;
  return offset >= 0 ? { scale: (all * xc - c * x) / determinant, offset } : { scale: xc / cc, offset: 0 };
}

function errorOf(
  weights: Float32Array,
  importance: Float32Array,
  codes: Float32Array,
  { scale, offset }: Range,
): number {
  return weights.reduce((sum, weight, i) => sum + importance[i]! * (scale * codes[i]! - offset - weight) ** 2, 0);
}
