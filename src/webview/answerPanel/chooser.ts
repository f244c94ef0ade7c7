import type { ToAnswerPanel } from '../protocol.ts';

/** Chooses a part of one file. */
export interface Chooser {
  readonly element: HTMLElement;
  /** Takes a page that was drawn. */
  receive(message: Extract<ToAnswerPanel, { kind: 'page' }>): void;
}
