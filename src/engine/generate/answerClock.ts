import type { AnswerTimings } from '../api/answerApi.ts';

/** What the generation loop knows of an answer's timings. */
export type GenerationTimings = Omit<AnswerTimings, 'loadMs' | 'imageMs'>;

/** Notes when the parts of an answer are done. */
export class AnswerClock {
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #prefillFrom: number;
  #prefillTo: number | undefined;
  #firstTokenAt: number | undefined;

  /** `now` in milliseconds; `startedAt` is when the request came in, by the same clock. */
  constructor(now: () => number, startedAt = now()) {
    this.#now = now;
    this.#startedAt = startedAt;
    this.#prefillFrom = now();
  }

  prefillDone(): void {
    this.#prefillTo = this.#now();
  }

  /** Only the first call counts. */
  tokenDone(): void {
    this.#firstTokenAt ??= this.#now();
  }

  /** To be asked once the answer has ended. An answer cancelled before its first token counts as if it came then. */
  timings(prefillTokens: number, answerTokens: number): GenerationTimings {
    const end = this.#now();
    const firstTokenAt = this.#firstTokenAt ?? end;
    const decodeMs = end - firstTokenAt;
    const decodeTokens = Math.max(0, answerTokens - 1); // The first token comes from the prefill.
    return {
      prefillMs: (this.#prefillTo ?? end) - this.#prefillFrom,
      firstTokenMs: firstTokenAt - this.#startedAt,
      decodeMs,
      prefillTokens,
      decodeTokens,
      tokensPerSecond: decodeMs > 0 ? (1000 * decodeTokens) / decodeMs : 0,
    };
  }
}
