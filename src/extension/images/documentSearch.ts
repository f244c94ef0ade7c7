import type { Worker } from 'node:worker_threads';
import type { Closable } from '../scope.ts';
import type { ImageReference } from './references/imageReference.ts';
import type { ReferenceLanguage } from './references/referenceLanguages.ts';

/** A text that is searched for the pictures it names. */
export interface SearchedText {
  language: ReferenceLanguage;
  text: string;
}

/**
 * Searches texts in a thread of its own, one after another: parsing a long document would hold up typing otherwise. A search
 * that takes too long ends with the thread, and has found nothing; the next one gets a new thread.
 */
export class DocumentSearch implements Closable {
  readonly #open: () => Worker;
  readonly #limitMs: number;
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** `open` starts the thread, with the first search. */
  constructor(open: () => Worker, limitMs = longestSearchMs) {
    this.#open = open;
    this.#limitMs = limitMs;
  }

  /** In the order of the text. */
  find(searched: SearchedText): Promise<ImageReference[]> {
    const found = this.#last.then(() => this.#search(searched));
    this.#last = found.catch(() => undefined);
    return found;
  }

  dispose(): void {
    void this.#worker?.terminate();
    this.#worker = undefined;
  }

  #search(searched: SearchedText): Promise<ImageReference[]> {
    const worker = (this.#worker ??= this.#opened());
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => void worker.terminate(), this.#limitMs);
      const ends = {
        message: (references: ImageReference[]) => resolve(references),
        error: reject,
        exit: () => resolve([]),
      };
      const settle = () => {
        clearTimeout(patience);
        for (const [event, listener] of Object.entries(ends)) worker.off(event, listener).off(event, settle);
      };
      for (const [event, listener] of Object.entries(ends)) worker.on(event, listener).on(event, settle);
      worker.postMessage(searched);
    });
  }

  #opened(): Worker {
    const worker = this.#open();
    worker.unref();
    const forget = () => {
      if (this.#worker === worker) this.#worker = undefined;
    };
    worker.once('error', forget).once('exit', forget);
    return worker;
  }
}

/** The longest document that is searched takes a tenth of this on a slow machine. */
const longestSearchMs = 10_000;
