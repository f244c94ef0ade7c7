import { randomUUID } from 'node:crypto';
import type { FromAnswerPanel, PanelFile } from '../../webview/protocol.ts';
import { emptyConversation, withAsked, withEdited, withMoved, withoutPicture } from './conversation.ts';
import type { Conversation } from './conversation.ts';

/** What a panel can do for its page. */
export interface PanelActions {
  show(): void;
  stop(): void;
  ask(question: string): Promise<void>;
  again(turn: number): Promise<void>;
  askAnew(change: (conversation: Conversation) => Conversation): Promise<void>;
  copy(turn: number): Promise<void>;
  copyAll(): Promise<void>;
  toNotebook(): Promise<void>;
  open(conversation: Conversation): Promise<void>;
  history(): Promise<void>;
  choosePictures(): Promise<void>;
  addFiles(files: readonly PanelFile[]): Promise<void>;
  addDropped(uris: readonly string[]): Promise<void>;
  changePictures(change: (conversation: Conversation) => Conversation): void;
  openParts(id: string): Promise<void>;
  turnTo(page: number): void;
  addPage(page: number): Promise<void>;
  addFrame(frame: Extract<FromAnswerPanel, { kind: 'addFrame' }>): Promise<void>;
  closeParts(): void;
}

type Receivers = {
  readonly [kind in FromAnswerPanel['kind']]: (
    panel: PanelActions,
    message: Extract<FromAnswerPanel, { kind: kind }>,
  ) => Promise<void> | void;
};

/** What the panel does about each message of its page. */
export const receivers: Receivers = {
  ready: (panel) => panel.show(),
  stop: (panel) => panel.stop(),
  ask: (panel, { question }) => panel.ask(question),
  again: (panel, { turn }) => panel.again(turn),
  edit: (panel, { turn, question }) => panel.askAnew((conversation) => withEdited(conversation, turn, question)),
  copy: (panel, { turn }) => panel.copy(turn),
  copyAll: (panel) => panel.copyAll(),
  toNotebook: (panel) => panel.toNotebook(),
  newConversation: (panel) => panel.open(emptyConversation(randomUUID(), Date.now())),
  history: (panel) => panel.history(),
  choosePictures: (panel) => panel.choosePictures(),
  addFiles: (panel, { files }) => panel.addFiles(files),
  addUris: (panel, { uris }) => panel.addDropped(uris),
  remove: (panel, { id }) => panel.changePictures((conversation) => withoutPicture(conversation, id)),
  move: (panel, { id, to }) => panel.changePictures((conversation) => withMoved(conversation, id, to)),
  setAsked: (panel, { id, isAsked }) => panel.changePictures((conversation) => withAsked(conversation, id, isAsked)),
  openParts: (panel, { id }) => panel.openParts(id),
  turnTo: (panel, { page }) => panel.turnTo(page),
  addPage: (panel, { page }) => panel.addPage(page),
  addFrame: (panel, message) => panel.addFrame(message),
  closeParts: (panel) => panel.closeParts(),
};
