import type { Answer } from '../../engine/api/answerApi.ts';
import type { Occasion } from '../../engine/api/wordings.ts';
import type { Picture } from '../images/picture.ts';
import { provenance } from '../notebook/provenance.ts';
import type { AskAboutImages } from './askAboutImages.ts';
import type { Explanation, ExplanationCache, ExplanationKey } from './explanationCache.ts';

/** A question about a picture whose answer is kept. */
export interface PictureQuestion {
  picture: Pick<Picture, 'hash' | 'source'>;
  prompt: string;
  /** Where these are our own words. */
  occasion?: Occasion;
  maxTokens: number;
}

/** Answers about pictures: given before, being given, or to be asked for. The same question is never asked twice at once. */
export class Explanations {
  readonly #ask: AskAboutImages;
  readonly #cache: AnswerStore;
  readonly #maker: () => Promise<string>;
  readonly #running = new Map<string, Running>();

  /** `maker` names what makes answers now, known without starting the engine: they are kept under it. */
  constructor(ask: AskAboutImages, cache: AnswerStore, maker: () => Promise<string>) {
    this.#ask = ask;
    this.#cache = cache;
    this.#maker = maker;
  }

  /** The answer that was given before. */
  async cached(question: PictureQuestion): Promise<Explanation | undefined> {
    return this.#cache.get(await this.#keyOf(question));
  }

  /** What the answers take that were given before. */
  sizeBytes(): Promise<number> {
    return this.#cache.sizeBytes();
  }

  /** Forgets every answer that was given before. */
  clear(): Promise<void> {
    return this.#cache.clear();
  }

  async isRunning(question: PictureQuestion): Promise<boolean> {
    return this.#running.has(JSON.stringify(await this.#keyOf(question)));
  }

  /** The answer, from the cache or the model. The model stops when everyone who waits for this answer has given up. */
  async explain(question: PictureQuestion, signal: AbortSignal): Promise<Explanation> {
    const key = await this.#keyOf(question);
    return (await this.#cache.get(key)) ?? this.#join(key, question, signal);
  }

  #join(key: ExplanationKey, question: PictureQuestion, signal: AbortSignal): Promise<Explanation> {
    const name = JSON.stringify(key);
    const running = this.#running.get(name) ?? this.#start(key, question);
    running.waiting++;
    const leave = () => {
      if (--running.waiting > 0) return;
      // Whoever asks from now on is not to get half an answer.
      this.#forget(name, running);
      running.stop.abort();
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    return running.answer.finally(() => signal.removeEventListener('abort', leave));
  }

  #start(key: ExplanationKey, question: PictureQuestion): Running {
    const name = JSON.stringify(key);
    const stop = new AbortController();
    const answer = this.#answer(key, question, stop.signal).finally(() => this.#forget(name, running));
    const running: Running = { answer, stop, waiting: 0 };
    this.#running.set(name, running);
    return running;
  }

  #forget(name: string, running: Running): void {
    if (this.#running.get(name) === running) this.#running.delete(name);
  }

  async #answer(key: ExplanationKey, question: PictureQuestion, signal: AbortSignal): Promise<Explanation> {
    const { picture, prompt, ...asked } = question;
    const answer = await this.#ask({ ...asked, images: [picture.source], question: prompt, signal });
    const explanation = toExplanation(answer);
    // Half an answer is no answer to keep.
    if (answer.finish !== 'cancelled') await this.#cache.set(key, explanation);
    return explanation;
  }

  async #keyOf({ picture, prompt }: PictureQuestion): Promise<ExplanationKey> {
    return { hashes: [picture.hash], maker: await this.#maker(), prompt };
  }
}

/** Where answers are kept. */
type AnswerStore = Pick<ExplanationCache, 'get' | 'set' | 'sizeBytes' | 'clear'>;

interface Running {
  answer: Promise<Explanation>;
  stop: AbortController;
  waiting: number;
}

/** What is kept of an answer. */
function toExplanation(answer: Answer): Explanation {
  const { text, trained, small } = answer;
  return { text: text.trim(), trained, small, provenance: provenance(answer) };
}
