import { clause } from '../../api/remarks.ts';
import { decodeImage } from '../../image/decodeImage.ts';
import type { RgbImage } from '../../image/rgbImage.ts';
import type { Example, Turn } from '../example.ts';
import { fail, type RecordPlace } from './badRecord.ts';
import { isRecord, parseTurns } from './conversation.ts';
import { dataLimits } from './limits.ts';
import { placeMarks } from './pictureMarks.ts';

/** A row by column. */
export type ParquetRow = { readonly [column: string]: unknown };

/** Reads a row: pictures in the columns that hub data sets have them in, and what is said about them. */
export async function readRow(row: ParquetRow, at: RecordPlace, task: string): Promise<Example> {
  const encoded = pictureColumns.flatMap((column) => listOf(row[column])).map((value) => bytesOf(value, at));
  if (encoded.length > dataLimits.picturesPerRecord)
    return fail(at, clause('it has {count} pictures', { count: encoded.length }));
  const pictures = await Promise.all(encoded.map((bytes) => decode(bytes, at)));
  return { pictures, turns: turnsOf(row, pictures.length, at), task };
}

const pictureColumns = ['image', 'images', 'img', 'picture', 'jpg', 'png'] as const;

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The bytes themselves, or the hub's pair of bytes and a path that means nothing here. */
function bytesOf(value: unknown, at: RecordPlace): Uint8Array {
  const bytes = value instanceof Uint8Array || !isRecord(value) ? value : value['bytes'];
  return bytes instanceof Uint8Array ? bytes : fail(at, clause('its picture is not in the file'));
}

async function decode(bytes: Uint8Array, { file, place }: RecordPlace): Promise<RgbImage> {
  const { width, height, rgb } = await decodeImage({ bytes, name: `${file}, ${place.message}` });
  return { width, height, rgb };
}

/** A row without words is a picture alone; any other is read as a record of JSON would be. */
function turnsOf(row: ParquetRow, pictures: number, at: RecordPlace): readonly Turn[] {
  const { texts } = row;
  if (Array.isArray(texts))
    return placeMarks(
      texts.map((pair) => turnOf(pair, at)),
      pictures,
      at,
    );
  const words = Object.fromEntries(wordColumns.flatMap((column) => wordsOf(row, column)));
  if (Object.keys(words).length === 0 && pictures > 0) return [];
  return parseTurns(words, pictures, at);
}

/** How collections of many data sets write a question and its answer. */
function turnOf(pair: unknown, at: RecordPlace): Turn {
  const { user, assistant } = isRecord(pair) ? pair : {};
  if (typeof user !== 'string' || typeof assistant !== 'string')
    return fail(at, clause('texts holds no user and assistant'));
  return { question: user.trim(), answer: assistant.trim() };
}

const wordColumns = ['conversations', 'messages', 'question', 'answer', 'answers', 'caption', 'text'] as const;

/** Text without a declared type arrives as bytes; of several accepted answers the first is learned. */
function wordsOf(row: ParquetRow, column: (typeof wordColumns)[number]): [string, unknown][] {
  const value = row[column];
  if (value === undefined || value === null) return [];
  const plain = value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
  if (column !== 'answers') return [[column, plain]];
  const [first] = listOf(plain);
  return [['answer', first]];
}
