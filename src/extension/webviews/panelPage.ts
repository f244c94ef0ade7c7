import { isPresent, isReady, rollCall } from '../../webview/protocol.ts';
import type { Closable } from '../scope.ts';

/** What a panel is, as far as its page is looked after. */
export interface PanelWithPage {
  readonly visible: boolean;
  readonly viewColumn?: number | undefined;
  readonly webview: {
    postMessage(message: unknown): PromiseLike<boolean>;
    onDidReceiveMessage(listener: (message: unknown) => void): unknown;
  };
  onDidChangeViewState(listener: () => void): unknown;
  onDidDispose(listener: () => void): unknown;
}

/** How a page is looked after. */
export interface PageCare {
  /** Gives the panel its page. */
  load: () => void;
  /** The editor does not load the page, however often it is asked to. */
  giveUp: () => void;
}

/**
 * The page of a panel, which the editor loads anew whenever the panel comes into sight. A page that does not come is loaded
 * again: on a busy machine the editor gives up on its files after half a minute, or shows one page and talks to another.
 * Of the page it is therefore not enough that it speaks: it is called, and has to answer. What is sent before it listens is
 * lost, so that at each `ready` it is told everything anew.
 */
export class PanelPage<Message> implements Closable {
  readonly #panel: PanelWithPage;
  readonly #care: PageCare;
  #place: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(panel: PanelWithPage, care: PageCare) {
    this.#panel = panel;
    this.#care = care;
    this.#place = placeOf(panel);
    panel.webview.onDidReceiveMessage((message) => this.#receive(message));
    panel.onDidChangeViewState(() => this.#follow());
    panel.onDidDispose(() => this.dispose());
  }

  /** Gives the panel its page, anew where it has one. */
  load(): void {
    this.#care.load();
    if (this.#panel.visible) this.#await();
  }

  /** Tells the page something. None that comes too late for it is an error: there may be no page, and no panel any more. */
  async post(message: Message): Promise<void> {
    await this.#send(message);
  }

  dispose(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #receive(message: unknown): void {
    if (isReady(message)) void this.#send(rollCall);
    if (isPresent(message)) clearTimeout(this.#timer);
  }

  /** The page goes out of sight with its panel, and comes anew, also where the panel is moved elsewhere. */
  #follow(): void {
    const place = placeOf(this.#panel);
    if (place === this.#place) return;
    this.#place = place;
    clearTimeout(this.#timer);
    if (place !== undefined) this.#await();
  }

  /** Calls the page, and loads it again unless it answers, with more patience each time. */
  #await(attempt = 0): void {
    void this.#send(rollCall);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#retry(attempt), patienceMs * 2 ** attempt);
  }

  #retry(attempt: number): void {
    if (attempt < mostAttempts) {
      this.#care.load();
      this.#await(attempt + 1);
    } else this.#care.giveUp();
  }

  async #send(message: unknown): Promise<void> {
    if (this.#isClosed) return;
    await this.#panel.webview.postMessage(message).then(undefined, () => undefined);
  }
}

/** Where the panel is seen. */
const placeOf = ({ visible, viewColumn }: PanelWithPage): number | undefined =>
  visible ? (viewColumn ?? 0) : undefined;

/** Several times what a page needs on a machine that does much else. */
const patienceMs = 12_000;
const mostAttempts = 3;
