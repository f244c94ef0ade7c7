// N rows of a layer

import type { EmbeddedToken, SpaceNumbers, Survey, SurveyedLayer } from '../../../engine/api/spaceApi.ts';
import { isObject } from '../outputKind.ts';

/** A space that a notebook keeps, as the survey it was, and the small pictures as PNG files. */
export interface KeptSpace {
  /** Two components of each layer; the pictures have no pixels yet. */
  readonly survey: Survey;
  readonly pngs: readonly (Uint8Array<ArrayBuffer> | undefined)[];
  /** The pictures as the cell writes them, and the words beside them. */
  readonly addresses: readonly string[];
  readonly words: string;
  /** The model as the cell names it; empty where it names none, and where nobody wrote it down. */
  readonly named: string;
}

type Facts = Readonly<Record<string, unknown>>;

/** What an output of the kind *embedding* holds; undefined where its parts do not fit together. */
export function readEmbedding(facts: Facts): KeptSpace | undefined {
  const { tokens, layers, pictures, addresses, words } = facts;
  if (!isObject(tokens) || !isShortList(layers, mostLayers) || !isShortList(pictures, mostPictures)) return undefined;
  const [holistic, language] = [readTokens(tokens['holistic']), readTokens(tokens['language'])];
  if (!holistic || !language) return undefined;
  const counts = { holistic: holistic.length, language: language.length };
  const read = layers.map((layer) => readLayer(layer, counts));
  const views = pictures.map(readPicture);
  if (read.length === 0 || !read.every((layer) => layer !== undefined)) return undefined;
  if (!views.every((view) => view !== undefined)) return undefined;
  if ([...holistic, ...language].some((token) => token.kind === 'patch' && token.image >= views.length))
    return undefined;
  return {
    survey: {
      ...{ width: 0, tokens: { holistic, language }, layers: read },
      pictures: views.map(({ view }) => view),
      ...{ model: textOf(facts['model']), trained: facts['trained'] !== false },
      device: textOf(facts['device']) as Survey['device'], // It is only shown.
      precision: textOf(facts['precision']) as Survey['precision'], // Likewise.
    },
    pngs: views.map(({ png }) => png),
    addresses: isShortList(addresses, mostPictures) ? addresses.filter((one) => typeof one === 'string') : [],
    words: textOf(words),
    named: textOf(facts['named']),
  };
}

const mostLayers = 1000;
const mostPictures = 1000;
const mostTokens = 200_000;
const mostSide = 4096;

function readTokens(value: unknown): EmbeddedToken[] | undefined {
  if (!isShortList(value, mostTokens)) return undefined;
  const tokens = value.map(readToken);
  return tokens.every((token) => token !== undefined) ? tokens : undefined;
}

function readToken(token: unknown): EmbeddedToken | undefined {
  if (typeof token === 'string') return { kind: 'text', id: 0, piece: token };
  if (!Array.isArray(token) || token.length < 4 || !token.every((one) => isCount(one, mostTokens))) return undefined;
  const [image = 0, tile = 0, row = 0, column = 0, whole] = token;
  return { kind: 'patch', image, tile, row, column, thumbnail: whole === 1 };
}

function readLayer(value: unknown, counts: Readonly<Record<SurveyedLayer['rows'], number>>): SurveyedLayer | undefined {
  if (!isObject(value)) return undefined;
  const { rows, scale, points, explained, numbers } = value;
  if (rows !== 'holistic' && rows !== 'language') return undefined;
  const projection = typeof scale === 'number' ? readPoints(points, scale) : undefined;
  if (!projection || projection.length !== counts[rows] * 3) return undefined;
  const shares = Array.isArray(explained) ? explained.filter((share) => typeof share === 'number') : [];
  return { rows, projection, explained: shares, numbers: readNumbers(numbers), offsetBytes: 0 };
}

/** Two whole numbers of 16 bits a row become three axes, the third 0. The least of them stands for no number. */
function readPoints(text: unknown, scale: number): Float32Array | undefined {
  const bytes = bytesOf(text);
  if (!bytes || bytes.length % 4 !== 0) return undefined;
  const whole = new Int16Array(bytes.buffer);
  const projection = new Float32Array((whole.length / 2) * 3);
  for (let row = 0; row < whole.length / 2; row++)
    for (const axis of [0, 1]) {
      const value = whole[row * 2 + axis]!;
      projection[row * 3 + axis] = value === -32_768 ? NaN : value * scale;
    }
  return projection;
}

function readNumbers(value: unknown): SpaceNumbers {
  const own: Facts = isObject(value) ? value : {};
  const numberAt = (name: keyof SpaceNumbers): SpaceNumbers =>
    typeof own[name] === 'number' ? { [name]: own[name] } : {};
  return { ...numberAt('modalityGap'), ...numberAt('alignment'), ...numberAt('anisotropy') };
}

function readPicture(value: unknown) {
  if (!isObject(value)) return undefined;
  const { path, width, height, grid, tiles, png } = value;
  const [columns, rows] = isShortList(grid, 2) ? grid : [];
  if (!isCount(columns, 1000) || !isCount(rows, 1000) || columns === 0 || rows === 0) return undefined;
  const view = {
    ...{ path: textOf(path), width: Number(width) || 1, height: Number(height) || 1, tiles: Number(tiles) || 1 },
    ...{ grid: [columns, rows] as [number, number], shownWidth: 0, shownHeight: 0, rgb: new Uint8Array(0) }, // Two were checked.
  };
  return { view, png: bytesOf(png) };
}

/** The bytes that a text stands for; undefined where it is no base64. */
function bytesOf(text: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    // The only error is that of a text which is no base64.
    return undefined;
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, mostSide) : '');
const isShortList = (value: unknown, most: number): value is unknown[] => Array.isArray(value) && value.length <= most;
const isCount = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
