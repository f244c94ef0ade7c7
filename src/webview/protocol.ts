/** The messages between the editor and its webviews: plain data, one type for each direction of each webview. */

/** Everything the answer panel shows. It is sent whole at each change, so that a panel that was hidden catches up. */
export interface AnswerPanelState {
  question: string;
  isRunning: boolean;
  cards: AnswerCard[];
}

/** One picture and what is said about it. */
export interface AnswerCard {
  name: string;
  /** An address that the webview may load. */
  imageUri: string;
  /** Markdown from a model: not to be trusted. */
  text: string;
  /** What the engine is doing, why it stopped, or what made the answer: one line. */
  note: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  isTrained: boolean;
}

export interface ToAnswerPanel {
  kind: 'state';
  state: AnswerPanelState;
}

export type FromAnswerPanel =
  /** The panel has loaded, and wants the state. */
  | { kind: 'ready' }
  /** Asks this about every picture. */
  | { kind: 'ask'; question: string }
  | { kind: 'stop' }
  /** Copies the answer about the picture at this index. */
  | { kind: 'copy'; card: number };

/** Checks a message that came out of the panel. Undefined for what is none. */
export function readFromAnswerPanel(message: unknown): FromAnswerPanel | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  const { kind } = message;
  if (kind === 'ready' || kind === 'stop') return { kind };
  if (kind === 'ask' && 'question' in message && typeof message.question === 'string')
    return { kind, question: message.question.slice(0, longestQuestion) };
  if (kind === 'copy' && 'card' in message && Number.isInteger(message.card))
    return { kind, card: Number(message.card) };
  return undefined;
}

const longestQuestion = 100_000;
