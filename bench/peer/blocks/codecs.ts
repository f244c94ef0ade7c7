import type { BlockType } from '../ggufFile.ts';
import type { BlockCodec } from './blockCodec.ts';
import { q4_0 } from './q4_0.ts';
import { q4K } from './q4K.ts';
import { q6K } from './q6K.ts';

/** The codec of each type of block. */
export const codecs: { readonly [type in Exclude<BlockType, 'F32'>]: BlockCodec } = {
  Q4_0: q4_0,
  Q4_K: q4K,
  Q6_K: q6K,
};

/** A matrix's weights in blocks of a type, row after row. */
export function encodeBlocks({ elements, bytes, encode }: BlockCodec, weights: Float32Array): Uint8Array {
  const blocks = new Uint8Array((weights.length / elements) * bytes);
  for (let at = 0, block = 0; at < weights.length; at += elements, block += bytes) {
    encode(weights.subarray(at, at + elements), blocks.subarray(block, block + bytes));
  }
  return blocks;
}

/** What the weights are worth once they have been through blocks of this type. */
export function roundTrip({ elements, bytes, encode, decode }: BlockCodec, weights: Float32Array): Float32Array {
  const rounded = new Float32Array(weights.length);
  const block = new Uint8Array(bytes);
  for (let at = 0; at < weights.length; at += elements) {
    encode(weights.subarray(at, at + elements), block);
    decode(block, rounded.subarray(at, at + elements));
  }
  return rounded;
}
