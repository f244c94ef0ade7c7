/**
 * Ends a text before the first stop text that becomes complete in it, whatever pieces the text arrives in.
 * What could still become a stop text is held back, so that no part of one is ever released.
 */
export class StopText {
  readonly #stops: readonly string[];
  #held = '';
  #stopped = false;

  /** None of `stops` is empty. */
  constructor(stops: readonly string[]) {
    this.#stops = stops;
  }

  /** Whether a stop text is complete. Nothing may follow it. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Takes the next piece and returns the text that is now certain. */
  push(piece: string): string {
    const text = this.#held + piece;
    const stopAt = this.#findStop(text);
    this.#stopped = stopAt !== undefined;
    const certain = stopAt ?? text.length - this.#openLength(text);
    this.#held = this.#stopped ? '' : text.slice(certain);
    return text.slice(0, certain);
  }

  /** The text that was held back, once no more can follow it. */
  end(): string {
    const text = this.#held;
    this.#held = '';
    return text;
  }

  /** Where the stop text begins that ends first; of several that end there, the longest. */
  #findStop(text: string): number | undefined {
    const found = this.#stops
      .map((stop) => ({ begin: text.indexOf(stop), length: stop.length }))
      .filter(({ begin }) => begin !== -1)
      .sort((a, b) => a.begin + a.length - (b.begin + b.length) || b.length - a.length);
    return found[0]?.begin;
  }

  /** The length of the longest end of `text` that is the beginning of a stop text. */
  #openLength(text: string): number {
    return Math.max(0, ...this.#stops.map((stop) => overlap(text, stop)));
  }
}

/** How much of the beginning of `stop` the end of `text` is; never all of it. */
function overlap(text: string, stop: string): number {
  let length = Math.min(text.length, stop.length - 1);
  while (length > 0 && !text.endsWith(stop.slice(0, length))) length--;
  return length;
}
