// V vocabulary · N tokens with a text

import type { State } from './state.ts';

/** The texts of a vocabulary as bytes, in order, so that what tokens begin with in common is looked at once. */
export class TokenTable {
  readonly #bytes: readonly Uint8Array[];
  readonly #ids_N: Int32Array;
  readonly #sorted: readonly Uint8Array[];
  /** How many bytes each token has in common with the one before it. */
  readonly #shared_N: Int32Array;
  /** Tokens that a state allows; a state that is met again is answered from here. */
  readonly #known = new WeakMap<State, Int32Array>();

  /** `bytesOf` gives the bytes that a token adds to an answer, or undefined for tokens that add none of their own. */
  constructor(vocabularySize: number, bytesOf: (id: number) => Uint8Array | undefined) {
    this.#bytes = Array.from({ length: vocabularySize }, (_, id) => bytesOf(id) ?? none);
    const ids = [...this.#bytes.keys()].filter((id) => this.#bytes[id]!.length > 0);
    ids.sort((a, b) => compareBytes(this.#bytes[a]!, this.#bytes[b]!));
    this.#ids_N = Int32Array.from(ids);
    this.#sorted = ids.map((id) => this.#bytes[id]!);
    this.#shared_N = Int32Array.from(this.#sorted, (bytes, n) => (n === 0 ? 0 : shared(this.#sorted[n - 1]!, bytes)));
  }

  bytesOf(id: number): Uint8Array {
    return this.#bytes[id] ?? none;
  }

  /** The ids of all tokens that may come next. */
  allowed(from: State): Int32Array {
    const known = this.#known.get(from);
    if (known) return known;
    const found = this.#walk(from);
    this.#known.set(from, found);
    return found;
  }

  /** Goes through the tokens in order; `path[n]` is where the first n bytes of the current one lead. */
  #walk(from: State): Int32Array {
    const found = new Int32Array(this.#ids_N.length);
    let count = 0;
    const path: (State | undefined)[] = [from];
    let alive = 0; // Bytes of the last token that was looked at that lead somewhere.
    for (let n = 0; n < this.#ids_N.length; n++) {
      const bytes = this.#sorted[n]!;
      const common = this.#shared_N[n]!;
      if (common > alive) continue; // It begins like one that led nowhere.
      alive = common;
      while (alive < bytes.length) {
        const next = path[alive]?.step(bytes[alive]!);
        if (!next) break;
        path[++alive] = next;
      }
      if (alive === bytes.length) found[count++] = this.#ids_N[n]!;
    }
    return found.slice(0, count);
  }
}

const none = new Uint8Array(0);

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const common = shared(a, b);
  return (a[common] ?? -1) - (b[common] ?? -1);
}

function shared(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  let common = 0;
  while (common < length && a[common] === b[common]) common++;
  return common;
}
