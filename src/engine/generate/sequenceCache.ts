import { embeddingStack, type ModelConfig } from '../model/config.ts';
import type { CopyableCache } from './prefixCache.ts';
import type { Span } from './decoder.ts';
import { StackCache } from './keyValueCache.ts';
import { embeddingLength, firstTokens } from './spans.ts';

/** The caches of both stacks for one token sequence, and the sequence itself. */
export class SequenceCache implements CopyableCache {
  readonly #config: ModelConfig;
  readonly embedding: StackCache | undefined;
  readonly language: StackCache;
  #spans: readonly Span[] = [];
  /** The RoPE bases that the keys were rotated with (`rotationKey`). */
  rotation = '';

  constructor(config: ModelConfig, stacks?: { embedding: StackCache | undefined; language: StackCache }) {
    const stack = embeddingStack(config);
    this.#config = config;
    this.embedding = stacks ? stacks.embedding : stack && new StackCache(stack);
    this.language = stacks?.language ?? new StackCache(config.language);
  }

  get length(): number {
    return this.language.rows - 1;
  }

  get sizeBytes(): number {
    return this.language.sizeBytes + (this.embedding?.sizeBytes ?? 0);
  }

  /** The tokens held. */
  get spans(): readonly Span[] {
    return this.#spans;
  }

  /** Notes that the sequence is now `spans`, whose rows have been appended. */
  hold(spans: readonly Span[]): void {
    this.#spans = spans;
  }

  truncate(length: number): void {
    if (length >= this.length) return;
    this.#spans = firstTokens(this.#spans, length);
    this.language.truncate(length);
    this.embedding?.truncate(embeddingLength(this.#spans));
  }

  copy(length: number): SequenceCache {
    const spans = firstTokens(this.#spans, length);
    const stack = embeddingStack(this.#config);
    const copied = new SequenceCache(this.#config, {
      embedding: stack && this.embedding?.copy(stack, embeddingLength(spans)),
      language: this.language.copy(this.#config.language, length),
    });
    copied.hold(spans);
    copied.rotation = this.rotation;
    return copied;
  }

  close(): void {
    this.language.close();
    this.embedding?.close();
  }
}
