import type { ExplorerSide } from '../../webview/protocol.ts';

/** What is to be found out: of one kind and one model only what was asked for last. */
export interface ExplorerQuestion {
  readonly kind: string;
  readonly side: ExplorerSide;
  /** Tells it from others of its kind. */
  readonly about: string;
}

/** What an explorer is finding out. */
export class ExplorerRequests {
  readonly #onFailure: (error: unknown) => void;
  readonly #running = new Map<string, Running>();

  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  /**
   * Finds something out, and says whether it was found. The same question again waits for the one under way, since a page
   * that was out of sight asks everything anew; another of its kind takes its place.
   */
  find(question: ExplorerQuestion, find: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    const key = keyOf(question);
    const before = this.#running.get(key);
    if (before?.about === question.about) return before.found;
    before?.controller.abort(unwanted);
    const controller = new AbortController();
    const found = this.#follow(key, controller, find);
    this.#running.set(key, { about: question.about, controller, found });
    return found;
  }

  isFinding(kind: string, side: ExplorerSide): boolean {
    return this.#running.has(keyOf({ kind, side }));
  }

  /** Ends everything at its user's wish, which is said. */
  stop(): void {
    for (const { controller } of this.#running.values()) controller.abort();
    this.#running.clear();
  }

  /** Ends what is asked of a model that is not wanted any more, without a word. */
  drop(side: ExplorerSide): void {
    for (const [key, { controller }] of this.#running)
      if (key.endsWith(` ${side}`)) {
        controller.abort(unwanted);
        this.#running.delete(key);
      }
  }

  async #follow(
    key: string,
    controller: AbortController,
    find: (signal: AbortSignal) => Promise<void>,
  ): Promise<boolean> {
    try {
      await find(controller.signal);
      return true;
    } catch (error) {
      if (controller.signal.reason !== unwanted) this.#onFailure(error);
      return false;
    } finally {
      if (this.#running.get(key)?.controller === controller) this.#running.delete(key);
    }
  }
}

interface Running {
  readonly about: string;
  readonly controller: AbortController;
  readonly found: Promise<boolean>;
}

/** Why what nobody waits for any more is ended. */
const unwanted = 'unwanted';

const keyOf = ({ kind, side }: Pick<ExplorerQuestion, 'kind' | 'side'>): string => `${kind} ${side}`;
