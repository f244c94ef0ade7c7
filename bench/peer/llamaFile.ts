import type { GgufContent, GgufTensor, GgufValue } from './ggufFile.ts';
import { typeOf, type LlamaFormat, type MatrixPlace } from './llamaFormats.ts';

/** Sizes of a model of llama.cpp's `llama` architecture. */
export interface LlamaShape {
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly intermediateWidth: number;
  readonly vocabularySize: number;
}

/** Everything that HoVLE runs for each token, as one stack: 8 holistic layers and 24 of the language model. */
export const hovleAsLlama: LlamaShape = {
  layers: 32,
  width: 2048,
  heads: 16,
  keyValueHeads: 8,
  intermediateWidth: 8192,
  vocabularySize: 92553,
};

/** What a GGUF file of this shape holds. */
export function llamaContent(shape: LlamaShape, format: LlamaFormat): GgufContent {
  const { width: D, layers, vocabularySize: V } = shape;
  const matrix = (name: string, [columns, rows]: [number, number], place: MatrixPlace): GgufTensor => {
    return { name, columns, rows, type: typeOf(format, place) };
  };
  const perLayer = Array.from({ length: layers }, (_, layer) => layerTensors(shape, format, layer));
  return {
    metadata: metadata(shape),
    tensors: [
      matrix('token_embd.weight', [D, V], { role: 'embedding' }),
      ...perLayer.flat(),
      vector('output_norm.weight', D),
      matrix('output.weight', [D, V], { role: 'head' }),
    ],
  };
}

function layerTensors(shape: LlamaShape, format: LlamaFormat, layer: number): GgufTensor[] {
  const { width: D, intermediateWidth: F, layers } = shape;
  const keyValueWidth = (D / shape.heads) * shape.keyValueHeads;
  const name = (part: string): string => `blk.${layer}.${part}.weight`;
  const matrix = (part: string, columns: number, rows: number): GgufTensor => {
    const role = part === 'attn_v' || part === 'ffn_down' ? 'sensitive' : 'ordinary';
    return { name: name(part), columns, rows, type: typeOf(format, { role, layer, layers }) };
  };
  return [
    vector(name('attn_norm'), D),
    matrix('attn_q', D, D),
    matrix('attn_k', D, keyValueWidth),
    matrix('attn_v', D, keyValueWidth),
    matrix('attn_output', D, D),
    vector(name('ffn_norm'), D),
    matrix('ffn_gate', D, F),
    matrix('ffn_up', D, F),
    matrix('ffn_down', F, D),
  ];
}

const vector = (name: string, columns: number): GgufTensor => ({ name, columns, type: 'F32' });

function metadata(shape: LlamaShape): Record<string, GgufValue> {
  return {
    'general.architecture': { string: 'llama' },
    'general.name': { string: 'random' },
    'llama.block_count': { uint32: shape.layers },
    'llama.context_length': { uint32: 4096 },
    'llama.embedding_length': { uint32: shape.width },
    'llama.feed_forward_length': { uint32: shape.intermediateWidth },
    'llama.attention.head_count': { uint32: shape.heads },
    'llama.attention.head_count_kv': { uint32: shape.keyValueHeads },
    'llama.attention.layer_norm_rms_epsilon': { float32: 1e-5 },
    'llama.rope.dimension_count': { uint32: shape.width / shape.heads },
    'llama.rope.freq_base': { float32: 1e6 },
    'llama.vocab_size': { uint32: shape.vocabularySize },
    ...tokenizer(shape.vocabularySize),
  };
}

/** A vocabulary that loads; nothing is ever tokenized with it. */
function tokenizer(size: number): Record<string, GgufValue> {
  const special = ['<unk>', '<s>', '</s>'];
  const bytes = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`);
  const words = Array.from({ length: size - special.length - bytes.length }, (_, i) => `▁t${i}`);
  return {
    'tokenizer.ggml.model': { string: 'llama' },
    'tokenizer.ggml.tokens': { strings: [...special, ...bytes, ...words] },
    'tokenizer.ggml.scores': { float32s: Array.from({ length: size }, (_, id) => -id) },
    // 2 unknown, 3 control, 6 byte, 1 ordinary.
    'tokenizer.ggml.token_type': { int32s: [2, 3, 3, ...bytes.map(() => 6), ...words.map(() => 1)] },
    'tokenizer.ggml.unknown_token_id': { uint32: 0 },
    'tokenizer.ggml.bos_token_id': { uint32: 1 },
    'tokenizer.ggml.eos_token_id': { uint32: 2 },
  };
}
