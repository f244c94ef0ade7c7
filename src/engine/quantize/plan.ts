import type { Precision } from '../api/choices.ts';
import { names } from '../model/names.ts';
import type { BlockFormat } from './blockFormat.ts';

/** How one weight matrix is stored and multiplied by. */
export type Scheme =
  | { readonly kind: 'float32' }
  /** MatMulNBits; `feedback` needs the moments of the layer's input. */
  | { readonly kind: 'blocks'; readonly format: BlockFormat; readonly rounding: 'nearest' | 'feedback' }
  /** 8-bit weights with a scale for each output, times activations rounded to 8 bits with a scale for each token (W8A8). */
  | { readonly kind: 'channels' };

/** What a linear layer is for; layers of one role get one scheme. */
export type Role = 'attention' | 'feedForward' | 'head' | 'projector' | 'vision' | 'other';

/** The scheme of the linear layer whose weight is `parameter`, with `columns` inputs. */
export function schemeOf(parameter: string, columns: number, precision: Precision): Scheme {
  const scheme = plan[precision][roleOf(parameter)];
  return scheme.kind === 'blocks' ? { ...scheme, format: fitted(scheme.format, columns) } : scheme;
}

/** The role of a linear layer's weight; `other` where no role is known, as for the patch embedding. */
export function roleOf(parameter: string): Role {
  const index = Number(/\.(\d+)\./.exec(parameter)?.[1]);
  const { embedding, language, vision } = names;
  if (parameter === language.head) return 'head';
  if (weights(embedding.projectorIn, embedding.projectorOut).includes(parameter)) return 'projector';
  if (weights(vision.projectorIn, vision.projectorOut).includes(parameter)) return 'projector';
  if (parameter.startsWith(`${vision.layer(index)}.`)) return 'vision';
  for (const layer of [embedding.layer(index), language.layer(index)]) {
    if (weights(layer.queryKeyValue, layer.attentionOutput).includes(parameter)) return 'attention';
    if (weights(layer.gate, layer.up, layer.down).includes(parameter)) return 'feedForward';
  }
  return 'other';
}

const float32: Scheme = { kind: 'float32' };
const channels: Scheme = { kind: 'channels' };

/** 8 bits lose a tenth of what the activations' own rounding to 8 bits loses, so nothing cleverer is worth its time. */
const eightBits: Scheme = {
  kind: 'blocks',
  format: { bits: 8, blockSize: 128, zeroPoints: false },
  rounding: 'nearest',
};

/**
 * Decoding is bound by reading weights. In blocks of 256 a weight takes 4.25 bits with what the CPU's kernel keeps beside
 * the codes, in blocks of 128 4.5, of 32 6; zero points cost nothing measurable. Rounded to nearest this loses more than
 * llama.cpp's Q4_K; with feedback from a few thousand varied tokens, less.
 */
const fourBits: Scheme = {
  kind: 'blocks',
  format: { bits: 4, blockSize: 256, zeroPoints: true },
  rounding: 'feedback',
};

/**
 * Chosen by measured error on logits (docs/decisions/0004). The head's error reaches the logits undiminished, so it keeps 8 bits;
 * the projectors run once a picture
 * and are small; in the post layout they also see steps without a picture, whose largest magnitude W8A8 cannot take.
 */
export const plan: { readonly [P in Precision]: { readonly [R in Role]: Scheme } } = {
  fp32: {
    attention: float32,
    feedForward: float32,
    head: float32,
    projector: float32,
    vision: float32,
    other: float32,
  },
  int8: {
    attention: channels,
    feedForward: channels,
    head: eightBits,
    projector: eightBits,
    vision: channels,
    other: float32,
  },
  int4: {
    attention: fourBits,
    feedForward: fourBits,
    head: eightBits,
    projector: eightBits,
    vision: eightBits,
    other: float32,
  },
};

function weights(...layers: string[]): string[] {
  return layers.map((layer) => `${layer}.weight`);
}

/** The format with blocks no longer than a short row needs. */
function fitted(format: BlockFormat, columns: number): BlockFormat {
  const blockSize = ([32, 64, 128] as const).find((size) => size >= columns) ?? format.blockSize;
  return { ...format, blockSize };
}
