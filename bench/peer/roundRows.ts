import type { BlockType } from './ggufFile.ts';
import { codecs, roundTrip } from './blocks/codecs.ts';

/** Replaces a matrix's weights by what they are worth in blocks of a type. A row that ends within a block is filled up with zeros. */
export function roundRows(weights: Float32Array, columns: number, type: Exclude<BlockType, 'F32'>): void {
  const codec = codecs[type];
  const padded = new Float32Array(Math.ceil(columns / codec.elements) * codec.elements);
  for (let row = 0; row < weights.length; row += columns) {
    padded.set(weights.subarray(row, row + columns));
    weights.set(roundTrip(codec, padded).subarray(0, columns), row);
  }
}
