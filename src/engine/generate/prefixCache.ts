import type { DecoderCache } from './decoder.ts';
import { commonPrefix, countTokens, unitsWithin } from './promptUnits.ts';
import type { Unit } from './promptUnits.ts';

/** A decoder cache that can be had a second time, for instance because its keys and values lie in this process. */
export interface CopyableCache extends DecoderCache {
  /** A cache of its own with the first `length` tokens. The cut must not lie inside a picture. */
  copy(length: number): DecoderCache;
}

/**
 * Keeps the caches of earlier requests to one model, so that a question that begins like one of them (the same
 * system prompt, the same picture) computes only what is new. The least recently used ones go when there are too many.
 * A cache that was taken belongs to the taker until it is put back or closed, and does not count meanwhile.
 */
export class PrefixCache {
  #limitBytes: number;
  /** The least recently used one first. */
  #stored: StoredCache[] = [];

  /** `limitBytes`: most memory that the caches kept here may take together. */
  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** Memory that the caches kept here take. */
  get sizeBytes(): number {
    return this.#stored.reduce((sum, { cache }) => sum + cache.sizeBytes, 0);
  }

  /**
   * A cache that holds the longest known beginning of `units`, if there is one. The last unit is never in it, so that
   * something is left to compute and there are logits to go on from.
   */
  take(units: readonly Unit[]): DecoderCache | undefined {
    const match = bestMatch(this.#stored, units.slice(0, -1));
    if (match === undefined) return undefined;
    return match.lostTokens > match.sharedTokens ? this.#copyBeginning(match) : this.#cutOff(match);
  }

  /** Takes over a cache whose tokens are a beginning of `units`, and cuts it to whole units. */
  putBack(cache: DecoderCache, units: readonly Unit[]): void {
    const held = unitsWithin(units, cache.length);
    truncate(cache, countTokens(held));
    if (held.length === 0 || cache.sizeBytes > this.#limitBytes || this.#isCovered(held)) {
      cache.close();
      return;
    }
    this.#remove((stored) => isBeginning(stored.units, held));
    this.#stored.push({ cache, units: held });
    while (this.sizeBytes > this.#limitBytes) this.#evictOldest();
  }

  /** Closes everything kept here; what is put back later is closed at once. */
  close(): void {
    this.#limitBytes = -1;
    this.#remove(() => true);
  }

  /** For a beginning worth less than the rest, which stays; undefined where a copy cannot be had or kept. */
  #copyBeginning({ stored, sharedTokens }: Match): DecoderCache | undefined {
    const { cache } = stored;
    const copyBytes = (cache.sizeBytes * sharedTokens) / cache.length;
    if (!isCopyable(cache) || this.sizeBytes + copyBytes > this.#limitBytes) return undefined;
    this.#stored = [...this.#stored.filter((other) => other !== stored), stored];
    return cache.copy(sharedTokens);
  }

  #cutOff({ stored, sharedTokens }: Match): DecoderCache {
    truncate(stored.cache, sharedTokens);
    this.#stored = this.#stored.filter((other) => other !== stored);
    return stored.cache;
  }

  #isCovered(units: readonly Unit[]): boolean {
    return this.#stored.some((stored) => isBeginning(units, stored.units));
  }

  #evictOldest(): void {
    this.#stored.shift()?.cache.close();
  }

  #remove(isUnwanted: (stored: StoredCache) => boolean): void {
    const unwanted = this.#stored.filter(isUnwanted);
    this.#stored = this.#stored.filter((stored) => !isUnwanted(stored));
    for (const { cache } of unwanted) cache.close();
  }
}

interface StoredCache {
  readonly cache: DecoderCache;
  /** Exactly what the cache holds. */
  readonly units: readonly Unit[];
}

interface Match {
  readonly stored: StoredCache;
  readonly sharedTokens: number;
  /** Tokens that would have to be computed again if the cache were cut to the shared ones. */
  readonly lostTokens: number;
}

/** The match that shares most; of equal ones the one that loses least. */
function bestMatch(all: readonly StoredCache[], units: readonly Unit[]): Match | undefined {
  return all
    .map((stored) => matchWith(stored, units))
    .filter(({ sharedTokens }) => sharedTokens > 0)
    .sort((a, b) => b.sharedTokens - a.sharedTokens || a.lostTokens - b.lostTokens)[0];
}

function matchWith(stored: StoredCache, units: readonly Unit[]): Match {
  const sharedTokens = countTokens(commonPrefix(stored.units, units));
  return { stored, sharedTokens, lostTokens: stored.cache.length - sharedTokens };
}

function isBeginning(units: readonly Unit[], others: readonly Unit[]): boolean {
  return commonPrefix(units, others).length === units.length;
}

function isCopyable(cache: DecoderCache): cache is CopyableCache {
  return 'copy' in cache;
}

/** Leaves a cache alone that is short enough already. */
function truncate(cache: DecoderCache, length: number): void {
  if (length < cache.length) cache.truncate(length);
}
