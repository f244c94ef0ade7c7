import type { AnswerPanelState, PanelPicture, PanelTurn } from '../../src/webview/protocol.ts';
import type { WebviewPage } from './webviewPage.ts';

/** Sends what the panel shows, and waits until it does. */
export async function receive(view: WebviewPage, some: Partial<AnswerPanelState>): Promise<void> {
  const state: AnswerPanelState = { conversation: 'c', pictures: [], turns: [], isRunning: false, ...some };
  await view.receive(JSON.stringify({ kind: 'state', state }));
  await view.until(`document.querySelectorAll('.turn').length === ${state.turns.length}`);
  await view.until(`document.querySelectorAll('.item').length === ${state.pictures.length}`);
}

/** What a page sends but for that it is there. */
export const withoutReady = (sent: { kind: string }[]) => sent.filter(({ kind }) => kind !== 'ready');

/** A picture that is red on its left half and blue on its right. */
const halves = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="200" height="300" fill="red"/><rect x="200" width="200" height="300" fill="blue"/></svg>')}`;

/** The first is asked about. */
export const pictures: PanelPicture[] = [
  { id: 'a', name: 'square.png', imageUri: halves, isAsked: true, problem: '', hasParts: false },
  { id: 'b', name: 'circle.png', imageUri: halves, isAsked: false, problem: '', hasParts: true },
];

/** A question about the first picture that has been answered. */
export function turn(question: string, text: string): PanelTurn {
  return { question, pictures: ['a'], startsAnew: false, text, note: 'nano', state: 'done', isTrained: true };
}

/** Two pictures, and two questions that have been answered. */
export const talked = {
  pictures,
  turns: [
    turn('What is on the left?', 'A **red** area:\n\n- it fills the left half,\n- its edge is straight.'),
    turn('And on the right?', 'A `blue` one.'),
  ],
};
