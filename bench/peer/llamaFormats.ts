import type { BlockType } from './ggufFile.ts';

/** llama.cpp's mixtures of block types that are compared with; both keep the head at 6 bits. */
export const llamaFormats = ['Q4_0', 'Q4_K_M'] as const;
export type LlamaFormat = (typeof llamaFormats)[number];

/** Which matrix it is: what its type depends on. `sensitive` are the values' projection and the way down of the feed-forward network. */
export type MatrixPlace =
  | { readonly role: 'embedding' | 'head' }
  | { readonly role: 'ordinary' | 'sensitive'; readonly layer: number; readonly layers: number };

/** The type that llama.cpp's quantizer gives a matrix. */
export function typeOf(format: LlamaFormat, place: MatrixPlace): Exclude<BlockType, 'F32'> {
  if (place.role === 'head') return 'Q6_K';
  if (format === 'Q4_0') return 'Q4_0';
  return place.role === 'sensitive' && isSensitiveLayer(place.layer, place.layers) ? 'Q6_K' : 'Q4_K';
}

/** The first and last eighth of the layers and every third between. */
function isSensitiveLayer(layer: number, layers: number): boolean {
  const eighth = Math.floor(layers / 8);
  return layer < eighth || layer >= Math.floor((7 * layers) / 8) || (layer - eighth) % 3 === 2;
}
