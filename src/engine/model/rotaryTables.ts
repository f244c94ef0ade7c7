import type { RopeConfig } from './config.ts';

/** Cosines and sines of rotation angles, [tokens, headWidth / 2] each. */
export interface RotaryRows {
  readonly cosine: Float32Array;
  readonly sine: Float32Array;
}

/**
 * Angles of the tokens at positions `begin`…`begin + count − 1` of a sequence that is `length` tokens long; the length
 * matters to dynamic scaling alone. Computed in float32 step by step, as the published implementation does: at
 * thousands of positions, exact angles would differ from it by more than the weights' own precision.
 */
export function rotaryRows(
  rope: RopeConfig,
  headWidth: number,
  range: { begin: number; count: number; length: number },
): RotaryRows {
  const frequencies = inverseFrequencies(headWidth, rotaryBase(rope, headWidth, range.length));
  const half = headWidth / 2;
  const cosine = new Float32Array(range.count * half);
  const sine = new Float32Array(range.count * half);
  for (let row = 0; row < range.count; row++) {
    const position = scaledPosition(rope, range.begin + row);
    for (let i = 0; i < half; i++) {
      const angle = Math.fround(position * (frequencies[i] ?? 0));
      cosine[row * half + i] = Math.cos(angle);
      sine[row * half + i] = Math.sin(angle);
    }
  }
  return { cosine, sine };
}

/** RoPE's base for a sequence of this length: dynamic NTK scaling raises it past the positions of training. */
export function rotaryBase({ theta, scaling, maxPositions }: RopeConfig, headWidth: number, length: number): number {
  if (scaling?.type !== 'dynamic' || length <= maxPositions) return theta;
  const stretch = (scaling.factor * length) / maxPositions - (scaling.factor - 1);
  return theta * stretch ** (headWidth / (headWidth - 2));
}

function inverseFrequencies(headWidth: number, base: number): Float32Array {
  return Float32Array.from({ length: headWidth / 2 }, (_, i) => {
    const exponent = Math.fround((2 * i) / headWidth);
    return 1 / Math.fround(Math.fround(base) ** exponent);
  });
}

function scaledPosition({ scaling }: RopeConfig, position: number): number {
  return scaling?.type === 'linear' ? Math.fround(position / scaling.factor) : position;
}
