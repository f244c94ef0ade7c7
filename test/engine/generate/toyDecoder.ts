import { setImmediate as nextTurn } from 'node:timers/promises';
import { EngineError } from '../../../src/engine/api/errors.ts';
import type { Decoder, DecoderCache, PrefillOptions, Prompt } from '../../../src/engine/generate/decoder.ts';

// V vocabulary

export interface ToyOptions {
  contextLimit?: number;
  /** Whether its caches can be copied. */
  copyable?: boolean;
  /** The computing call (prefill or extend, from 1) that fails after writing half of its tokens. */
  failAt?: number;
}

/**
 * A language model of one hash: the logits depend on every token before them and on their order, so that a cache
 * with a wrong, missing or surplus token changes answers. The last two tokens mostly decide, so that answers repeat
 * themselves as texts do. It counts what it computes and which caches are open, and refuses what the contract forbids.
 */
export class ToyDecoder implements Decoder {
  readonly vocabularySize = vocabularySize;
  readonly contextLimit: number;
  readonly openCaches = new Set<ToyCache>();
  /** Tokens computed by each call. */
  readonly prefills: number[] = [];
  readonly extensions: number[] = [];
  readonly #options: ToyOptions;

  constructor(options: ToyOptions = {}) {
    this.#options = options;
    this.contextLimit = options.contextLimit ?? 4096;
  }

  newCache(): ToyCache {
    const cache = this.#options.copyable ? new CopyableToyCache(this.openCaches) : new ToyCache(this.openCaches);
    this.openCaches.add(cache);
    return cache;
  }

  async prefill(cache: ToyCache, prompt: Prompt, options: PrefillOptions = {}): Promise<Float32Array> {
    const tokens = (await promptTokens(prompt)).slice(cache.length);
    if (tokens.length === 0) throw new Error('nothing to prefill');
    this.prefills.push(tokens.length);
    for (let begin = 0; begin < tokens.length; begin += chunkLength) {
      await nextTurn();
      if (options.signal?.aborted) throw new EngineError('request/cancelled', undefined);
      this.#compute(cache, tokens.slice(begin, begin + chunkLength));
      options.onProgress?.(Math.min(1, (begin + chunkLength) / tokens.length));
    }
    return toyLogits(cache.hash);
  }

  async extend(cache: ToyCache, ids: readonly number[]): Promise<Float32Array> {
    this.extensions.push(ids.length);
    const V = this.vocabularySize;
    const logits = new Float32Array(ids.length * V);
    for (const [row, id] of ids.entries()) {
      if (!(id >= 0 && id < V)) throw new Error(`no text token ${id}`);
      this.#compute(cache, [{ value: id, insidePicture: false }]);
      logits.set(toyLogits(cache.hash), row * V);
    }
    return logits;
  }

  #compute(cache: ToyCache, tokens: ToyToken[]): void {
    const failing = this.prefills.length + this.extensions.length === this.#options.failAt;
    cache.append(failing ? tokens.slice(0, tokens.length / 2) : tokens);
    if (failing) throw new Error('the device is lost');
    if (cache.length > this.contextLimit) throw new Error('past the context');
  }
}

const vocabularySize = 12;
const chunkLength = 3;

interface ToyToken {
  readonly value: number;
  /** Whether a cut before this token would divide a picture. */
  readonly insidePicture: boolean;
}

async function promptTokens(prompt: Prompt): Promise<ToyToken[]> {
  const spans = prompt.spans.map(async (span) => {
    if (span.kind === 'text') return span.ids.map((value) => ({ value, insidePicture: false }));
    const content = (await span.features()).reduce(mix, 1);
    return Array.from({ length: span.tokenCount }, (_, i) => ({ value: mix(content, i), insidePicture: i > 0 }));
  });
  return (await Promise.all(spans)).flat();
}

/** Keeps every token; fails on use after closing and on a cut inside a picture. */
export class ToyCache implements DecoderCache {
  readonly #open: Set<ToyCache>;
  #tokens: ToyToken[] = [];

  constructor(open: Set<ToyCache>) {
    this.#open = open;
  }

  get length(): number {
    return this.#tokens.length;
  }

  /** Grows by blocks, and shrinks again. */
  get sizeBytes(): number {
    return 80 * Math.ceil(this.#tokens.length / 8);
  }

  get hash(): { all: number; recent: number } {
    const values = this.#tokens.map(({ value }) => value);
    return { all: values.reduce(mix, 7), recent: values.slice(-2).reduce(mix, 7) };
  }

  append(tokens: readonly ToyToken[]): void {
    this.#checkOpen();
    this.#tokens.push(...tokens);
  }

  truncate(length: number): void {
    this.#checkOpen();
    if (length < 0 || length > this.length) throw new Error(`cannot cut ${this.length} tokens to ${length}`);
    if (this.#tokens[length]?.insidePicture) throw new Error('cut inside a picture');
    this.#tokens.length = length;
  }

  close(): void {
    this.#checkOpen();
    this.#open.delete(this);
  }

  protected copyInto(cache: ToyCache, length: number): ToyCache {
    this.#checkOpen();
    this.#open.add(cache);
    cache.append(this.#tokens.slice());
    cache.truncate(length);
    return cache;
  }

  protected get open(): Set<ToyCache> {
    return this.#open;
  }

  #checkOpen(): void {
    if (!this.#open.has(this)) throw new Error('the cache is closed');
  }
}

/** A cache that can be had a second time. */
class CopyableToyCache extends ToyCache {
  copy(length: number): ToyCache {
    return this.copyInto(new CopyableToyCache(this.open), length);
  }
}

/** Text that the model would mostly write by itself, so that it repeats it when it stands in a prompt. */
export function favourites(start: number, count: number): number[] {
  const ids = [start % vocabularySize, 1];
  while (ids.length < count) ids.push(ids.slice(-2).reduce(mix, 7) % vocabularySize);
  return ids;
}

function toyLogits({ all, recent }: { all: number; recent: number }): Float32Array {
  const favourite = recent % vocabularySize;
  const V = vocabularySize;
  return Float32Array.from({ length: V }, (_, id) => 2.4 * (mix(all, id) / 2 ** 32) - 1 + (id === favourite ? 2 : 0));
}

/** A hash of two whole numbers, in [0, 2³²). */
function mix(hash: number, value: number): number {
  let word = Math.imul(hash ^ Math.imul(value + 0x9e3779b9, 0x85ebca6b), 0xc2b2ae35);
  word = Math.imul(word ^ (word >>> 15), 0x2c1b3c6d);
  return (word ^ (word >>> 13)) >>> 0;
}
