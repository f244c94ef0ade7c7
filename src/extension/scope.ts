/** Something that was opened and must be closed. */
export interface Closable {
  dispose(): unknown;
}

/**
 * Closes what it holds in reverse order of adding, everything even if one item throws.
 * What is added after closing is closed at once.
 */
export class Scope implements Closable {
  readonly #items: Closable[] = [];
  #closed = false;

  add<Item extends Closable>(item: Item): Item {
    if (this.#closed) item.dispose();
    else this.#items.push(item);
    return item;
  }

  dispose(): void {
    this.#closed = true;
    const errors = this.#items.splice(0).reverse().flatMap(close);
    if (errors.length > 0) throw new AggregateError(errors, 'Not everything could be closed.');
  }
}

function close(item: Closable): unknown[] {
  try {
    item.dispose();
    return [];
  } catch (error) {
    return [error];
  }
}
