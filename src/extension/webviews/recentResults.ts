/** What was found out last, by a key: a page that comes into sight again asks for it anew. */
export class RecentResults<Value> {
  readonly #most: number;
  readonly #values = new Map<string, Value>();

  constructor(most: number) {
    this.#most = most;
  }

  /** What is known under this key, or else is found out now. */
  async get(key: string, find: () => Promise<Value>): Promise<Value> {
    const known = this.#values.get(key);
    const value = known ?? (await find());
    this.#values.delete(key);
    this.#values.set(key, value);
    // A map gives its keys in the order in which they came, and there is one.
    if (this.#values.size > this.#most) this.#values.delete(this.#values.keys().next().value!);
    return value;
  }
}
