import type { BlockCodec } from './blockCodec.ts';
import { readHalf, writeHalf } from './half.ts';

/**
 * 32 weights, 18 bytes: a half-float scale d and 4-bit codes, weight = d · (code − 8). The weight of largest magnitude
 * gets code 0. The low halves of the bytes are the first 16 weights, the high halves the others.
 */
export const q4_0: BlockCodec = {
  elements: 32,
  bytes: 18,
  encode(weights, block) {
    const scale = extreme(weights) / -8;
    writeHalf(block, 0, scale);
    const inverse = scale === 0 ? 0 : 1 / scale;
    const code = (weight: number): number => Math.min(15, Math.floor(weight * inverse + 8.5));
    for (let i = 0; i < 16; i++) block[2 + i] = code(weights[i]!) | (code(weights[16 + i]!) << 4);
  },
  decode(block, weights) {
    const scale = readHalf(block, 0);
    for (let i = 0; i < 16; i++) {
      weights[i] = scale * ((block[2 + i]! & 15) - 8);
      weights[16 + i] = scale * ((block[2 + i]! >> 4) - 8);
    }
  },
};

/** The weight of largest magnitude, with its sign. */
export function extreme(weights: Float32Array): number {
  let found = 0;
  for (const weight of weights) if (Math.abs(weight) > Math.abs(found)) found = weight;
  return found;
}
