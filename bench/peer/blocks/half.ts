import { float16ToFloat32, float32ToFloat16 } from '../../../src/engine/tensor/float16.ts';

/** Stores a number as a little-endian half float and returns the number that was stored. */
export function writeHalf(block: Uint8Array, at: number, value: number): number {
  const [bits = 0] = float32ToFloat16(Float32Array.of(value));
  block[at] = bits & 255;
  block[at + 1] = bits >> 8;
  return readHalf(block, at);
}

export function readHalf(block: Uint8Array, at: number): number {
  const [value = 0] = float16ToFloat32(Uint16Array.of(block[at]! | (block[at + 1]! << 8)));
  return value;
}
