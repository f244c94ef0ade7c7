import { mapMethods, type MapMethod } from '../engine/api/choices.ts';
import type { PictureView } from '../engine/api/imageApi.ts';
import type { Explanation, MapView, WordMap } from '../engine/api/mapApi.ts';
import type { VectorName } from '../engine/api/spaceApi.ts';
import type { SentSurvey } from './sentSurvey.ts';

export * from './answerProtocol.ts';
export * from './rollCall.ts';
export * from './sentSurvey.ts';

/** The messages between the editor and its webviews: plain data, one type for each direction of each webview. */

const longestQuestion = 100_000;

/** An object of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Any value as an object that may be looked into. */
export function fieldsOf(value: unknown): Fields {
  // An object may be looked into.
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** Reads what a page says that it keeps for when it is loaded again. Undefined for other messages, and for what is too large. */
export function readKeeping(message: unknown): Fields | undefined {
  const { kind, state } = fieldsOf(message);
  if (kind !== 'keep' || typeof state !== 'object' || state === null) return undefined;
  return JSON.stringify(state).length <= mostKept ? fieldsOf(state) : undefined;
}

/** In characters: a long text that is being written, and what is chosen. */
const mostKept = 500_000;

/** What the embedding explorer is told. */
export type ToExplorer =
  /** What is being done: one line. */
  | { kind: 'progress'; text: string }
  /** What one model makes of it; a second model's survey follows where the subject names one. */
  | { kind: 'survey'; survey: SentSurvey; subject: ExplorerSubject }
  /** The same pictures and words by the second model. */
  | { kind: 'beside'; survey: SentSurvey; subject: ExplorerSubject }
  /** The vectors of one layer, as the survey says. */
  | { kind: 'vectors'; side: ExplorerSide; layer: number; vectors: Float32Array }
  /** A map of one layer in which neighbours stay neighbours, row-major [rows, 3]. */
  | { kind: 'map'; side: ExplorerSide; layer: number; axes: 2 | 3; positions: Float32Array }
  /** By row of a layer the group that it lies in; 255 for none. */
  | { kind: 'clusters'; side: ExplorerSide; layer: number; groups: Uint8Array }
  /** What the model's own vocabulary calls a row of a layer. */
  | { kind: 'names'; side: ExplorerSide; layer: number; row: number; names: VectorName[] }
  /** Why there is nothing (more) to see: a sentence. `subject` is what would be tried again. */
  | { kind: 'failed'; text: string; subject: ExplorerSubject };

/** Which of the two models that may be shown. */
export type ExplorerSide = 'first' | 'second';

/** What the explorer shows; it keeps this for when the window is loaded again. */
export interface ExplorerSubject {
  /** Addresses of the pictures' files. */
  images: string[];
  words: string;
  /** Name or folder of the model; without it the one that answers questions. */
  model?: string;
  /** Name or folder of a second model, to be seen beside the first. */
  other?: string;
}

export type FromExplorer =
  /** The page has loaded, and wants the survey. */
  | { kind: 'ready' }
  /** Another survey, with these words; of the same pictures. */
  | { kind: 'survey'; words: string }
  | { kind: 'stop' }
  | { kind: 'addPictures' }
  /** Adds the pictures of a folder. */
  | { kind: 'addFolder' }
  /** Lets the user choose a second model, to be seen beside the first. */
  | { kind: 'compare' }
  /** The second model is wanted no more. */
  | { kind: 'endComparison' }
  | { kind: 'vectors'; side: ExplorerSide; layer: number }
  /** Lays out a layer so that neighbours stay neighbours. */
  | { kind: 'map'; side: ExplorerSide; layer: number; axes: 2 | 3 }
  /** Gathers a layer into at most so many groups. */
  | { kind: 'clusters'; side: ExplorerSide; layer: number; count: number }
  /** Asks what the model's own vocabulary calls a row of a layer. */
  | { kind: 'names'; side: ExplorerSide; layer: number; row: number }
  /** Saves a file that the page has made. */
  | { kind: 'export'; name: string; bytes: Uint8Array }
  /** Saves the vectors of all layers. */
  | { kind: 'exportVectors' };

/** Checks a message that came out of the explorer. Undefined for what is none. */
export function readFromExplorer(message: unknown): FromExplorer | undefined {
  const fields = fieldsOf(message);
  const reader = explorerReaders.find(([kind]) => kind === fields['kind']);
  return reader?.[1](fields);
}

const explorerReaders = Object.entries<(fields: Fields) => FromExplorer | undefined>({
  ready: () => ({ kind: 'ready' }),
  stop: () => ({ kind: 'stop' }),
  addPictures: () => ({ kind: 'addPictures' }),
  addFolder: () => ({ kind: 'addFolder' }),
  compare: () => ({ kind: 'compare' }),
  endComparison: () => ({ kind: 'endComparison' }),
  exportVectors: () => ({ kind: 'exportVectors' }),
  survey: ({ words }) =>
    typeof words === 'string' ? { kind: 'survey', words: words.slice(0, longestQuestion) } : undefined,
  vectors: (fields) => readOfLayer(fields, (place) => ({ kind: 'vectors', ...place })),
  map: (fields) =>
    readOfLayer(fields, (place) =>
      fields['axes'] === 2 || fields['axes'] === 3 ? { kind: 'map', ...place, axes: fields['axes'] } : undefined,
    ),
  clusters: (fields) =>
    readOfLayer(fields, (place) =>
      isIndex(fields['count']) ? { kind: 'clusters', ...place, count: Math.min(255, fields['count']) } : undefined,
    ),
  names: (fields) =>
    readOfLayer(fields, (place) =>
      isIndex(fields['row']) ? { kind: 'names', ...place, row: fields['row'] } : undefined,
    ),
  export: ({ name, bytes }) => readExport(name, bytes),
} satisfies { readonly [kind in FromExplorer['kind']]: (fields: Fields) => FromExplorer | undefined });

function readOfLayer<Message>(
  { side, layer }: Fields,
  read: (place: { side: ExplorerSide; layer: number }) => Message,
): Message | undefined {
  return (side === 'first' || side === 'second') && isIndex(layer) ? read({ side, layer }) : undefined;
}

const isIndex = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

function readExport(name: unknown, bytes: unknown): FromExplorer | undefined {
  const isPlainName = typeof name === 'string' && /^[\w-]+\.(png|svg|csv|parquet)$/.test(name);
  return isPlainName && bytes instanceof Uint8Array ? { kind: 'export', name, bytes } : undefined;
}

/** Reads what the explorer kept; empty where it is not to be used. */
export function readExplorerSubject(kept: unknown): ExplorerSubject {
  const { images, words, model, other } = fieldsOf(fieldsOf(kept)['subject']);
  return {
    images: Array.isArray(images) ? images.slice(0, mostPictures).filter((image) => typeof image === 'string') : [],
    words: typeof words === 'string' ? words.slice(0, longestQuestion) : '',
    ...(isModelName(model) && { model }),
    ...(isModelName(other) && { other }),
  };
}

const isModelName = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= longestPath;

const longestPath = 4096;

/** More pictures than these are not taken into one space. */
export const mostPictures = 100;

/** What an output of a notebook asks: of an answer, what its words rest on. */
export type FromAnswerRenderer =
  /** `id` is how the output knows its reply, `mark` how its cell is found. */
  | { kind: 'explain'; id: string; mark: string }
  /** The map of some pieces of the answer: the first, counted from 0, and how many. */
  | { kind: 'map'; id: string; mark: string; method: MapMethod; first: number; count: number }
  /** The map that was asked for is not wanted any more. */
  | { kind: 'stop'; id: string };

/** The explanation of an answer, a map of some of its words, how far that is, or why there is none: a sentence. */
export interface ToAnswerRenderer {
  id: string;
  explanation?: ExplanationMessage;
  map?: WordMapMessage;
  progress?: string;
  failure?: string;
}

/** How many tokens: `1 token`, `12 tokens`. */
export const tokenCount = (tokens: number, t: (text: string, ...values: number[]) => string) =>
  tokens === 1 ? t('1 token') : t('{0} tokens', tokens);

/**
 * The tokens of an answer's words, of those that were decoded after the prefill. The prefill gives the first; the last of an
 * answer that ended by itself is no word but its end.
 */
export const wordTokens = (decodeTokens: number, finish: unknown): number =>
  finish === 'length' || finish === 'context' ? decodeTokens + 1 : decodeTokens;

/** A time in seconds, with one place or as many as it takes to be more than nothing. */
export const secondsOf = (ms: number) => `${(ms / 1000).toFixed(ms < 95 ? 2 : 1)} s`;

/** Whether a text is JSON, whatever it holds. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Tells an answer from all others of a notebook: its words, and how long they took to the last digit. */
export function answerMark({ text, timings }: { text?: unknown; timings?: unknown }): string {
  return JSON.stringify([text, timings]);
}

/** An explanation whose arrays are the base64 text of their bytes: float32, little-endian, and red, green, blue. */
export interface ExplanationMessage extends Omit<Explanation, 'similarity' | 'pictures'> {
  similarity: string;
  pictures: (Omit<PictureView, 'rgb'> & { rgb: string })[];
}

/** A map whose values are such texts, for pictures that the output has already. */
export interface WordMapMessage extends Pick<WordMap, 'method' | 'probability' | 'patches'> {
  first: number;
  count: number;
  views: (Omit<MapView, 'values'> & { values: string })[];
}

/** Checks a message of an answer in a notebook. Undefined for what is none. */
export function readFromAnswerRenderer(message: unknown): FromAnswerRenderer | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  if (!('id' in message) || typeof message.id !== 'string') return undefined;
  const { kind, id } = message;
  if (kind === 'stop') return { kind, id };
  if (!('mark' in message) || typeof message.mark !== 'string') return undefined;
  if (kind === 'explain') return { kind, id, mark: message.mark };
  return kind === 'map' ? readMapQuestion(message, { id, mark: message.mark }) : undefined;
}

function readMapQuestion(message: object, answer: { id: string; mark: string }): FromAnswerRenderer | undefined {
  const { method, first, count } = message as Record<string, unknown>; // An object may be looked into.
  const known = mapMethods.find((name) => name === method);
  const areWhole = Number.isSafeInteger(first) && Number.isSafeInteger(count);
  return known && areWhole
    ? { kind: 'map', ...answer, method: known, first: Number(first), count: Number(count) }
    : undefined;
}

/** What outputs of notebooks that are drawn by themselves ask of the extension. */
export type FromOutput =
  /** The page of a notebook carries no texts in the editor's language. */
  | { kind: 'texts' }
  /** Shows the same in the embedding explorer: by the model of this name, or in this folder; empty for the one that answers. */
  | { kind: 'explore'; images: string[]; words: string; model: string };

/** The answer to `texts`: English texts with what they are called in the editor's language. */
export interface ToOutput {
  kind: 'texts';
  texts: Readonly<Record<string, string>>;
}

/** Checks a message of an output. Undefined for what is none. `images` are paths from the notebook's folder, or addresses. */
export function readFromOutput(message: unknown): FromOutput | undefined {
  const { kind, images, words, model } = fieldsOf(message);
  if (kind === 'texts') return { kind };
  if (kind !== 'explore' || !Array.isArray(images) || typeof words !== 'string') return undefined;
  const named = images.filter((image): image is string => typeof image === 'string' && image.length <= longestPath);
  const asked = { images: named.slice(0, mostPictures), words: words.slice(0, longestQuestion) };
  return { kind, ...asked, model: isModelName(model) ? model : '' };
}
