/**
 * A loaded model seen by the generation loop: token ids and pictures in, logits out, with a cache of keys and values.
 *
 * T tokens of the language model · V vocabulary · D model width
 */
export interface Decoder {
  readonly vocabularySize: number;
  /** Most tokens a cache may hold, prompt and answer together. */
  readonly contextLimit: number;
  newCache(): DecoderCache;
  /**
   * Computes the prompt's tokens from `cache.length` to the end, in chunks, and adds them to the cache.
   * Returns the logits [V] after the last token. Throws `request/cancelled` between chunks once `signal` is aborted.
   */
  prefill(cache: DecoderCache, prompt: Prompt, options?: PrefillOptions): Promise<Float32Array>;
  /** Adds text tokens to the cache and returns the logits after each of them, [ids.length, V]. */
  extend(cache: DecoderCache, ids: readonly number[]): Promise<Float32Array>;
}

export interface PrefillOptions {
  signal?: AbortSignal;
  /** Called after each chunk with the share done, in (0, 1]. */
  onProgress?: (fraction: number) => void;
}

/** Keys and values of both stacks (embedding module and language model) for one token sequence. */
export interface DecoderCache {
  /** Tokens held, counted as the language model counts them. */
  readonly length: number;
  readonly sizeBytes: number;
  /** Forgets all tokens from `length` on. The cut must not lie inside a picture. */
  truncate(length: number): void;
  close(): void;
}

/** What the model reads: text tokens and pictures, in order. */
export interface Prompt {
  readonly spans: readonly Span[];
}

export type Span = TextSpan | ImageSpan;

export interface TextSpan {
  readonly kind: 'text';
  readonly ids: readonly number[];
}

/** One picture (all its tiles). Its features are computed only when they are read. */
export interface ImageSpan {
  readonly kind: 'image';
  /** Identifies the picture's content and tiling: equal keys mean equal features. */
  readonly key: string;
  /** Tokens the picture takes in the language model's sequence. */
  readonly tokenCount: number;
  /** Rows it takes in the embedding module's sequence: more than `tokenCount` in the post layout. */
  readonly embeddingTokenCount: number;
  /** The id that stands for each of its tokens (`<IMG_CONTEXT>`). */
  readonly placeholderId: number;
  /** What enters the holistic layers, [embeddingTokenCount, D]. */
  features(): Promise<Float32Array>;
}

/** Tokens of the prompt as the language model counts them. */
export function promptLength(prompt: Prompt): number {
  return prompt.spans.reduce((sum, span) => sum + (span.kind === 'text' ? span.ids.length : span.tokenCount), 0);
}
