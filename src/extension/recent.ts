/** How much is kept in memory; without a bound in bytes only so many items. */
export interface RecentBounds<Item> {
  items: number;
  bytes?: number;
  bytesOf?: (item: Item) => number;
}

/** What was used last, by name: as many items, and as many bytes of them, as the bounds allow. */
export class Recent<Item> {
  readonly #items = new Map<string, Item>();
  readonly #bounds: Required<RecentBounds<Item>>;
  #bytes = 0;

  constructor(bounds: RecentBounds<Item>) {
    this.#bounds = { bytes: Infinity, bytesOf: () => 0, ...bounds };
  }

  get(name: string): Item | undefined {
    const item = this.#items.get(name);
    if (item === undefined) return undefined;
    // A map keeps the order in which names were added.
    this.#items.delete(name);
    this.#items.set(name, item);
    return item;
  }

  /** What is kept under this name, or else is found out now. */
  async getOr(name: string, find: () => Promise<Item>): Promise<Item> {
    const known = this.get(name);
    if (known !== undefined) return known;
    const item = await find();
    this.set(name, item);
    return item;
  }

  /** Those go that were used longest ago; an item that alone is too large is not kept. */
  set(name: string, item: Item): void {
    this.#remove(name);
    this.#items.set(name, item);
    this.#bytes += this.#bounds.bytesOf(item);
    for (const oldest of this.#items.keys()) {
      if (this.#items.size <= this.#bounds.items && this.#bytes <= this.#bounds.bytes) return;
      this.#remove(oldest);
    }
  }

  #remove(name: string): void {
    const item = this.#items.get(name);
    if (item === undefined) return;
    this.#items.delete(name);
    this.#bytes -= this.#bounds.bytesOf(item);
  }
}
