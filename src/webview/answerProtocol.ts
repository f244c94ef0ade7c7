/** The messages between the editor and the answer panel; what the panel sends is checked here. */

/** Everything the answer panel shows. It is sent whole at each change, so that a panel that was hidden catches up. */
export interface AnswerPanelState {
  /** By which the conversation is found again when the window is loaded anew. */
  conversation: string;
  pictures: PanelPicture[];
  turns: PanelTurn[];
  isRunning: boolean;
  /** The document or video of which a page or a frame is being chosen. */
  parts?: PanelParts;
}

/** A picture of the strip. */
export interface PanelPicture {
  id: string;
  name: string;
  /** An address that the webview may load; empty where the picture cannot be shown. */
  imageUri: string;
  /** Whether the next question is about it. */
  isAsked: boolean;
  /** Why the file is not what it was: a sentence; empty where all is well. */
  problem: string;
  /** Whether its file has other pages or frames to choose from. */
  hasParts: boolean;
}

/** A question and what is said to it. */
export interface PanelTurn {
  question: string;
  /** Ids of the pictures that it is about. Some may have been removed since. */
  pictures: string[];
  /** Whether it begins without what was said before. */
  startsAnew: boolean;
  /** Markdown from a model: not to be trusted. */
  text: string;
  /** What the engine is doing, why it stopped, or what made the answer: one line. */
  note: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  isTrained: boolean;
}

export type PanelParts =
  | { kind: 'pages'; name: string; page: number; pages: number }
  | { kind: 'video'; name: string; videoUri: string; seconds: number };

export type ToAnswerPanel =
  | { kind: 'state'; state: AnswerPanelState }
  /** A page of the document whose pages are being chosen, as a PNG file; or why it cannot be shown: a sentence. */
  | { kind: 'page'; page: number; png?: Uint8Array; problem?: string };

/** A file that was pasted or dropped. */
export interface PanelFile {
  name: string;
  mime: string;
  bytes: Uint8Array;
}

export type FromAnswerPanel =
  /** The panel has loaded, and wants the state. */
  | { kind: 'ready' }
  | { kind: 'stop' }
  /** Asks about the pictures that are chosen. */
  | { kind: 'ask'; question: string }
  /** Asks the question at this place once more. */
  | { kind: 'again'; turn: number }
  /** Puts another question in this place, and asks all that came after it again. */
  | { kind: 'edit'; turn: number; question: string }
  | { kind: 'copy'; turn: number }
  | { kind: 'copyAll' }
  | { kind: 'toNotebook' }
  | { kind: 'newConversation' }
  | { kind: 'history' }
  | { kind: 'choosePictures' }
  | { kind: 'addFiles'; files: PanelFile[] }
  /** Files that the editor can reach, by their addresses. */
  | { kind: 'addUris'; uris: string[] }
  | { kind: 'remove'; id: string }
  | { kind: 'move'; id: string; to: number }
  | { kind: 'setAsked'; id: string; isAsked: boolean }
  /** Shows the other pages or frames of the file that a picture is from. */
  | { kind: 'openParts'; id: string }
  | { kind: 'turnTo'; page: number }
  | { kind: 'addPage'; page: number }
  | { kind: 'addFrame'; seconds: number; name: string; bytes: Uint8Array }
  | { kind: 'closeParts' };

/** Checks a message that came out of the panel. Undefined for what is none. */
export function readFromAnswerPanel(message: unknown): FromAnswerPanel | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  const { kind } = message;
  if (typeof kind !== 'string' || !Object.hasOwn(readers, kind)) return undefined;
  // An own key of the table; what the row reads is checked by the row.
  const read = readers[kind as FromAnswerPanel['kind']];
  const rest = read({ ...message });
  // The row of a kind reads the rest of messages of that kind.
  return rest && ({ kind, ...rest } as FromAnswerPanel);
}

/** A message of which nothing is known yet. */
type Fields = Readonly<Record<string, unknown>>;
type Readers = {
  readonly [K in FromAnswerPanel['kind']]: (
    message: Fields,
  ) => Omit<Extract<FromAnswerPanel, { kind: K }>, 'kind'> | undefined;
};

const nothingMore = () => ({});

const readers: Readers = {
  ready: nothingMore,
  stop: nothingMore,
  ask: ({ question }) => (isText(question) ? { question: question.slice(0, longestQuestion) } : undefined),
  again: ({ turn }) => (isPlace(turn) ? { turn } : undefined),
  edit: ({ turn, question }) =>
    isPlace(turn) && isText(question) ? { turn, question: question.slice(0, longestQuestion) } : undefined,
  copy: ({ turn }) => (isPlace(turn) ? { turn } : undefined),
  copyAll: nothingMore,
  toNotebook: nothingMore,
  newConversation: nothingMore,
  history: nothingMore,
  choosePictures: nothingMore,
  addFiles: ({ files }) => (Array.isArray(files) ? { files: files.slice(0, mostFiles).flatMap(readFile) } : undefined),
  addUris: ({ uris }) =>
    Array.isArray(uris) ? { uris: uris.slice(0, mostFiles).filter(isText).filter(Boolean) } : undefined,
  remove: ({ id }) => (isText(id) ? { id } : undefined),
  move: ({ id, to }) => (isText(id) && isPlace(to) ? { id, to } : undefined),
  setAsked: ({ id, isAsked }) => (isText(id) ? { id, isAsked: isAsked === true } : undefined),
  openParts: ({ id }) => (isText(id) ? { id } : undefined),
  turnTo: ({ page }) => (isPlace(page) ? { page } : undefined),
  addPage: ({ page }) => (isPlace(page) ? { page } : undefined),
  addFrame: readFrame,
  closeParts: nothingMore,
};

const longestQuestion = 100_000;
const mostFiles = 50;
/** Of a pasted or dropped picture: as much as hovers read. */
export const mostPastedBytes = 32_000_000;

const isText = (value: unknown): value is string => typeof value === 'string';
const isPlace = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

function readFrame({ seconds, name, bytes }: Fields) {
  if (typeof seconds !== 'number' || !(seconds >= 0) || !isText(name)) return undefined;
  if (!(bytes instanceof Uint8Array) || bytes.length > mostPastedBytes) return undefined;
  return { seconds, name: name.slice(0, longestName), bytes };
}

function readFile(file: unknown): PanelFile[] {
  if (typeof file !== 'object' || file === null) return [];
  const { name, mime, bytes }: Fields = { ...file };
  if (!isText(name) || !isText(mime) || !(bytes instanceof Uint8Array) || bytes.length > mostPastedBytes) return [];
  return [{ name: name.slice(0, longestName), mime: mime.slice(0, longestName), bytes }];
}

const longestName = 200;

/** Reads what the panel kept for when the window is loaded again: the id of its conversation; empty where there is none. */
export function readKeptConversation(kept: unknown): string {
  const id = typeof kept === 'object' && kept !== null && 'conversation' in kept ? kept.conversation : undefined;
  return isText(id) && /^[\w-]{1,64}$/.test(id) ? id : '';
}
