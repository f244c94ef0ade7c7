import { StopText } from './stopText.ts';

/** Why an answer ended by itself. */
export type Finish = 'stop' | 'length' | 'context';

/** Turns token ids into text that is final: never half a character. */
export interface TokenText {
  /** The text that this token completes; may be empty. */
  push(id: number): string;
  /** What is left when no token follows. */
  end(): string;
  /** Whether nothing more may follow. */
  readonly isDone?: boolean;
}

/** What ends an answer, besides cancelling. */
export interface AnswerLimits {
  readonly stopIds: ReadonlySet<number>;
  readonly stop: readonly string[];
  readonly maxTokens: number;
  /** Answer tokens that fit into the context after the prompt. One more can be computed, but nothing after it. */
  readonly contextRoom: number;
}

/** An answer being written: it takes token ids one by one, releases their text, and knows when it is finished. */
export class GrowingAnswer {
  readonly tokenIds: number[] = [];
  /** The ids without repeats, for the repetition penalty. */
  readonly distinctIds = new Set<number>();
  text = '';
  finish: Finish | undefined;

  readonly #limits: AnswerLimits;
  readonly #tokenText: TokenText;
  readonly #stopText: StopText;
  readonly #onText: (text: string) => void;

  /** `onText` is called with each piece of text as soon as nothing can take it back. */
  constructor(limits: AnswerLimits, tokenText: TokenText, onText: (text: string) => void) {
    this.#limits = limits;
    this.#tokenText = tokenText;
    this.#stopText = new StopText(limits.stop);
    this.#onText = onText;
  }

  /** Tokens that may be added before a limit ends the answer. */
  get room(): number {
    return Math.min(this.#limits.maxTokens, this.#limits.contextRoom + 1) - this.tokenIds.length;
  }

  /** Adds a token; not to be called once `finish` is set. */
  add(id: number): void {
    this.tokenIds.push(id);
    this.distinctIds.add(id);
    this.finish = this.#limits.stopIds.has(id) ? 'stop' : this.#addText(this.#tokenText.push(id));
    this.finish ??= this.#tokenText.isDone ? 'stop' : this.#reachedLimit();
  }

  /** Releases the text that was held back; a stop text may become complete in it. */
  end(): void {
    // What the tokens hold beyond a stop text is not part of the answer. A cancelled answer stays cancelled.
    if (this.#stopText.stopped) return;
    const stopped = this.#addText(this.#tokenText.end());
    this.#release(this.#stopText.end());
    if (this.finish !== undefined) this.finish = stopped ?? this.finish;
  }

  #addText(piece: string): Finish | undefined {
    this.#release(this.#stopText.push(piece));
    return this.#stopText.stopped ? 'stop' : undefined;
  }

  #release(text: string): void {
    if (text === '') return;
    this.text += text;
    this.#onText(text);
  }

  #reachedLimit(): Finish | undefined {
    const count = this.tokenIds.length;
    if (count >= this.#limits.maxTokens) return 'length';
    return count > this.#limits.contextRoom ? 'context' : undefined;
  }
}
