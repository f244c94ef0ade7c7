/** For each output sample of a resize along one axis: which input samples it mixes, and how. */
export interface Windows {
  /** Slots for weights per output sample, a multiple of four; unused ones hold 0. */
  readonly taps: number;
  /** Index of the first input sample. */
  readonly first: Int32Array;
  /** How many input samples. */
  readonly count: Int32Array;
  /** Weights in units of 1 / 2^fractionBits, [output samples, taps]. */
  readonly weights: Int32Array;
}

/** Fixed-point bits of the weights: the most with which 255 times a whole window stays inside 32 bits, as in Pillow. */
export const fractionBits = 22;

/**
 * The windows of Pillow's bicubic filter: four input samples wide when enlarging, and widened by the scale when
 * shrinking, which is its antialiasing. Each step is done in Pillow's order, so that every weight rounds as there.
 */
export function bicubicWindows(inputSize: number, outputSize: number): Windows {
  const scale = inputSize / outputSize;
  const stretch = Math.max(1, scale);
  const support = 2 * stretch;
  const taps = 4 * Math.ceil((2 * Math.ceil(support) + 1) / 4);
  const first = new Int32Array(outputSize);
  const count = new Int32Array(outputSize);
  const weights = new Int32Array(outputSize * taps);
  for (let i = 0; i < outputSize; i++) {
    const centre = (i + 0.5) * scale;
    const begin = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(inputSize, Math.trunc(centre + support + 0.5));
    first[i] = begin;
    count[i] = end - begin;
    weights.set(windowWeights(begin, end, centre, stretch), i * taps);
  }
  return { taps, first, count, weights };
}

function windowWeights(begin: number, end: number, centre: number, stretch: number): Int32Array {
  const perSample = 1 / stretch;
  const weights = Float64Array.from({ length: end - begin }, (_, k) => cubic((k + begin - centre + 0.5) * perSample));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return Int32Array.from(weights, (weight) => fixedPoint(weight / sum));
}

/** Keys' cubic convolution kernel with a = -0.5. */
function cubic(distance: number): number {
  const a = -0.5;
  const x = Math.abs(distance);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}

function fixedPoint(weight: number): number {
  return Math.trunc(weight * 2 ** fractionBits + (weight < 0 ? -0.5 : 0.5));
}
