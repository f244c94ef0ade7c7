/**
 * What the published tokenizer changes in decoded text: spaces that English writing does not have. Each replacement
 * runs over the whole result of the one before; the order is the published one.
 */
const cleaning: readonly (readonly [pattern: string, replacement: string])[] = [
  [' .', '.'],
  [' ?', '?'],
  [' !', '!'],
  [' ,', ','],
  [" ' ", "'"],
  [" n't", "n't"],
  [" 'm", "'m"],
  [" 's", "'s"],
  [" 've", "'ve"],
  [" 're", "'re"],
];

/** Cleans a text that arrives in pieces; what a later piece could still change is held back. */
export class SpaceCleaner {
  readonly #stages = cleaning.map(([pattern, replacement]) => new StreamReplacement(pattern, replacement));

  push(text: string): string {
    return this.#stages.reduce((passed, stage) => stage.push(passed), text);
  }

  /** What was held back; afterwards a new text begins. */
  end(): string {
    return this.#stages.reduce((passed, stage) => stage.push(passed) + stage.end(), '');
  }
}

/** Cleans a whole text. */
export function cleanSpaces(text: string): string {
  return cleaning.reduce((passed, [pattern, replacement]) => passed.replaceAll(pattern, replacement), text);
}

class StreamReplacement {
  readonly #pattern: string;
  readonly #replacement: string;
  #held = '';

  constructor(pattern: string, replacement: string) {
    this.#pattern = pattern;
    this.#replacement = replacement;
  }

  push(text: string): string {
    const parts = (this.#held + text).split(this.#pattern);
    const last = parts.pop() ?? '';
    const certain = last.length - openLength(last, this.#pattern);
    this.#held = last.slice(certain);
    return [...parts, last.slice(0, certain)].join(this.#replacement);
  }

  end(): string {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }
}

/** How much of the end of `text` could be the beginning of `pattern`. */
function openLength(text: string, pattern: string): number {
  let length = Math.min(text.length, pattern.length - 1);
  while (length > 0 && !text.endsWith(pattern.slice(0, length))) length--;
  return length;
}
