import { embeddingStack, type ModelConfig, type StackConfig } from '../model/config.ts';
import type { Span } from './decoder.ts';
import type { CopyableCache } from './prefixCache.ts';
import { embeddingLength, firstTokens } from './spans.ts';
import type { StackCache, StackName } from './stackCache.ts';

export interface StackCaches {
  readonly embedding?: StackCache;
  readonly language: StackCache;
}

/** The caches of both stacks for one token sequence, and the sequence itself. */
export class SequenceCache implements CopyableCache {
  readonly stacks: StackCaches;
  #spans: readonly Span[] = [];
  /** The RoPE bases that the keys were rotated with (`rotationKey`). */
  rotation = '';

  constructor(stacks: StackCaches) {
    this.stacks = stacks;
  }

  get length(): number {
    return this.stacks.language.tokens;
  }

  get sizeBytes(): number {
    return this.stacks.language.sizeBytes + (this.stacks.embedding?.sizeBytes ?? 0);
  }

  /** The tokens held. */
  get spans(): readonly Span[] {
    return this.#spans;
  }

  /** Notes that the sequence is now `spans`, whose rows have been added. */
  hold(spans: readonly Span[]): void {
    this.#spans = spans;
  }

  truncate(length: number): void {
    if (length >= this.length) return;
    this.#spans = firstTokens(this.#spans, length);
    this.stacks.language.truncate(length);
    this.stacks.embedding?.truncate(embeddingLength(this.#spans));
  }

  copy(length: number): SequenceCache {
    const spans = firstTokens(this.#spans, length);
    const { embedding, language } = this.stacks;
    const copied = new SequenceCache({
      ...(embedding && { embedding: embedding.copy(embeddingLength(spans)) }),
      language: language.copy(length),
    });
    copied.hold(spans);
    copied.rotation = this.rotation;
    return copied;
  }

  close(): void {
    this.stacks.language.close();
    this.stacks.embedding?.close();
  }
}

/** An empty cache for each stack of the model. */
export function emptyCaches(
  config: ModelConfig,
  make: (name: StackName, stack: StackConfig) => StackCache,
): StackCaches {
  const embedding = embeddingStack(config);
  return { ...(embedding && { embedding: make('embedding', embedding) }), language: make('language', config.language) };
}
