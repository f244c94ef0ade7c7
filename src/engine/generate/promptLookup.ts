import type { Unit } from './promptUnits.ts';

/**
 * Guesses the answer's next tokens: what followed the last time the latest tokens stood in the prompt or the answer
 * (prompt lookup decoding, Saxena 2023). Answers about a text, and lists, repeat themselves; there several guesses
 * are checked for little more than the price of one token. It guesses less, or not at all for a while, when it errs.
 */
export class PromptLookup {
  /** Text token ids, and `picture` for each picture. */
  readonly #history: number[];
  readonly #longest: number;
  #length: number;
  /** Steps to wait before the next guess. */
  #pause = 0;
  #failures = 0;

  /** `longest`: most tokens guessed at once; 0 never guesses. */
  constructor(prompt: readonly Unit[], longest: number) {
    this.#history = prompt.map((unit) => (typeof unit === 'number' ? unit : picture));
    this.#longest = longest;
    this.#length = Math.min(firstLength, longest);
  }

  /** Tells which token the answer goes on with. */
  add(id: number): void {
    this.#history.push(id);
  }

  /** At most `room` tokens that may come next. */
  guess(room: number): number[] {
    const length = Math.min(this.#length, room);
    if (length <= 0) return [];
    if (this.#pause > 0) {
      this.#pause--;
      return [];
    }
    return continueMatch(this.#history, length);
  }

  /** Tells how many tokens of the last guess were right. */
  learn(guessed: number, right: number): void {
    if (guessed === 0) return;
    if (right === guessed) this.#length = Math.min(2 * this.#length, this.#longest);
    else this.#length = Math.max(right, 1);
    this.#failures = right === 0 ? this.#failures + 1 : 0;
    this.#pause = right === 0 ? Math.min(2 ** this.#failures, longestPause) : 0;
  }
}

/** Stands for a picture in the history. It is no token id, so it is neither matched nor guessed. */
const picture = -1;
/** Fewer tokens in common say too little: single words recur everywhere. */
const shortestMatch = 2;
/** Longer matches are not told apart; the latest of them wins. */
const longestMatch = 16;
const firstLength = 4;
const longestPause = 32;

/** What followed the longest earlier match of the history's end; a match that runs into the end goes round in it. */
function continueMatch(history: readonly number[], length: number): number[] {
  const start = findMatch(history);
  if (start === undefined) return [];
  const guess: number[] = [];
  while (guess.length < length) {
    const i = start + guess.length;
    const id = i < history.length ? history[i]! : guess[i - history.length]!; // `start` is before the history's end.
    if (id === picture) break;
    guess.push(id);
  }
  return guess;
}

/** The position after the longest earlier match of the history's end; the latest of equally long ones. */
function findMatch(history: readonly number[]): number | undefined {
  let start: number | undefined;
  let longest = shortestMatch - 1;
  for (let end = history.length - 1; end > longest && longest < longestMatch; end--) {
    const length = matchLength(history, end);
    if (length > longest) [start, longest] = [end, length];
  }
  return start;
}

/** How many tokens before `end` equal those before the history's end. */
function matchLength(history: readonly number[], end: number): number {
  let length = 0;
  while (length < Math.min(end, longestMatch) && isSameToken(history, end - 1 - length, history.length - 1 - length)) {
    length++;
  }
  return length;
}

function isSameToken(history: readonly number[], i: number, j: number): boolean {
  return history[i] === history[j] && history[i] !== picture;
}
