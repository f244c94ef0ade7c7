/** What was found out about layers, so that one that is seen again needs no second question. Keys are numbers. */
export class Known<Value> {
  readonly #values = new Map<string, Value>();

  find(...key: readonly number[]): Value | undefined {
    return this.#values.get(key.join());
  }

  add(value: Value, ...key: readonly number[]): void {
    this.#values.set(key.join(), value);
  }

  clear(): void {
    this.#values.clear();
  }
}
