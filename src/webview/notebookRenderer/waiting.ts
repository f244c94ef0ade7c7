import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';

/** The line of what an answer was asked: how far that is and a way to do without it, or why it is not there. */
export class Waiting {
  readonly element = element('div', { className: 'status', attributes: { role: 'status' } });
  readonly #note = element('p', { className: 'note' });
  readonly #stop = element('button', { className: 'ask', text: t('Stop'), attributes: { type: 'button' } });

  constructor(onStop: () => void) {
    this.#stop.addEventListener('click', onStop);
  }

  /** Says how far it is. What is there stays, so that no focus is lost. */
  show(sentence: string): void {
    this.#note.textContent = sentence;
    if (!this.#stop.isConnected) this.element.replaceChildren(this.#note, this.#stop);
  }

  /** Says how it ended. */
  say(sentence: string): void {
    this.#note.textContent = sentence;
    this.element.replaceChildren(this.#note);
  }

  clear(): void {
    this.element.replaceChildren();
  }

  /** To where it can be stopped. */
  focus(): void {
    this.#stop.focus();
  }

  /** Whether whoever uses the keyboard is here, and would be nowhere if it ended. */
  get hasFocus(): boolean {
    return document.hasFocus() && this.element.contains(document.activeElement);
  }
}
