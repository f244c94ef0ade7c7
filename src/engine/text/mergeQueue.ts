/**
 * The pairs that wait to be merged: a binary heap of single numbers, smallest first, so that it needs no objects.
 * Every merge removes a symbol and adds two pairs at most, so three times the symbols always suffice.
 */
export class MergeQueue {
  readonly #keys: Float64Array;
  #size = 0;

  constructor(symbols: number) {
    this.#keys = new Float64Array(3 * symbols);
  }

  /** Better ranks leave first; of equal ones, the leftmost. */
  push(rank: number, left: number): void {
    this.#raise(this.#size++, rank * leftLimit + left);
  }

  /** The next pair, or undefined once there is none. */
  pop(): { rank: number; left: number } | undefined {
    if (this.#size === 0) return undefined;
    const key = this.#keys[0]!;
    const last = this.#keys[--this.#size]!;
    if (this.#size > 0) this.#sink(last);
    return { rank: Math.floor(key / leftLimit), left: key % leftLimit };
  }

  #raise(start: number, key: number): void {
    const keys = this.#keys;
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (keys[parent]! <= key) break;
      keys[at] = keys[parent]!;
      at = parent;
    }
    keys[at] = key;
  }

  #sink(key: number): void {
    const keys = this.#keys;
    let at = 0;
    for (let child = 1; child < this.#size; child = 2 * at + 1) {
      if (child + 1 < this.#size && keys[child + 1]! < keys[child]!) child++;
      if (keys[child]! >= key) break;
      keys[at] = keys[child]!;
      at = child;
    }
    keys[at] = key;
  }
}

/** No text has as many characters as this; with fewer than 2^22 ranks a key stays an exact number. */
const leftLimit = 2 ** 30;
