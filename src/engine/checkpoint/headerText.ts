import { EngineError } from '../api/errors.ts';
import { clause, type Remark } from '../api/remarks.ts';

/** What a header claims about its tensors; nothing of it is believed yet. */
export interface HeaderClaims {
  readonly metadata: ReadonlyMap<string, string>;
  readonly tensors: ReadonlyMap<string, TensorClaim>;
}

export interface TensorClaim {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * Reads the JSON of a safetensors header and nothing more general: a fixed depth, known fields, no key twice.
 * A general parser would keep the last of two equal keys and build whatever a damaged file nests.
 */
export function parseHeaderText(file: string, text: string): HeaderClaims {
  const cursor: Cursor = { file, text, at: 0 };
  const metadata = new Map<string, string>();
  const tensors = new Map<string, TensorClaim>();
  readObject(cursor, (key) => {
    if (key === '__metadata__') readObject(cursor, (name) => metadata.set(name, readString(cursor)));
    else tensors.set(key, readTensorClaim(cursor));
  });
  skipSpace(cursor);
  if (cursor.at < text.length) fail(cursor, clause('something follows its end'));
  return { metadata, tensors };
}

// Far beyond any model; without them a damaged header could fill the memory, or the message that quotes it.
const longestString = 65_536;
const longestList = 64;
const mostKeys = 200_000;

interface Cursor {
  readonly file: string;
  readonly text: string;
  at: number;
}

function readTensorClaim(cursor: Cursor): TensorClaim {
  let dtype: string | undefined;
  let shape: number[] | undefined;
  let offsets: number[] | undefined;
  readObject(cursor, (field) => {
    if (field === 'dtype') dtype = readString(cursor);
    else if (field === 'shape') shape = readIntegers(cursor);
    else if (field === 'data_offsets') offsets = readIntegers(cursor);
    else fail(cursor, clause('the field {name} is unknown', { name: field }));
  });
  const [begin, end, ...more] = offsets ?? [];
  if (dtype === undefined || shape === undefined || begin === undefined || end === undefined || more.length > 0)
    return fail(cursor, clause('a tensor has a dtype, a shape and two data_offsets'));
  return { dtype, shape, begin, end };
}

function readObject(cursor: Cursor, readField: (key: string) => void): void {
  const seen = new Set<string>();
  expect(cursor, '{');
  if (take(cursor, '}')) return;
  do {
    const key = readString(cursor);
    if (seen.has(key)) throw new EngineError('checkpoint/duplicate-key', { file: cursor.file, key });
    if (seen.add(key).size > mostKeys) fail(cursor, clause('there are more than {most} keys', { most: mostKeys }));
    expect(cursor, ':');
    readField(key);
  } while (take(cursor, ','));
  expect(cursor, '}');
}

function readIntegers(cursor: Cursor): number[] {
  const values: number[] = [];
  expect(cursor, '[');
  if (take(cursor, ']')) return values;
  do {
    if (values.push(readInteger(cursor)) > longestList)
      fail(cursor, clause('a list has more than {most} numbers', { most: longestList }));
  } while (take(cursor, ','));
  expect(cursor, ']');
  return values;
}

const integerPattern = /-?(0|[1-9][0-9]*)/y;

function readInteger(cursor: Cursor): number {
  skipSpace(cursor);
  integerPattern.lastIndex = cursor.at;
  const digits = integerPattern.exec(cursor.text)?.[0];
  if (digits === undefined) return fail(cursor, clause('an integer is expected'));
  cursor.at += digits.length;
  return Number(digits);
}

function readString(cursor: Cursor): string {
  expect(cursor, '"');
  const begin = cursor.at - 1;
  const end = endOfString(cursor);
  try {
    const value: unknown = JSON.parse(cursor.text.slice(begin, end));
    cursor.at = end;
    return String(value);
  } catch (cause) {
    return fail(cursor, clause('a string has a character or an escape that JSON does not know'), cause);
  }
}

/** The position after the quote that closes the string that the cursor has entered. */
function endOfString({ text, at, ...cursor }: Cursor): number {
  for (let end = at; end < Math.min(text.length, at + longestString); end++) {
    if (text[end] === '"') return end + 1;
    if (text[end] === '\\') end++;
  }
  return fail({ ...cursor, text, at }, clause('a string does not end'));
}

function expect(cursor: Cursor, character: string): void {
  if (!take(cursor, character)) fail(cursor, clause('{character} is expected', { character }));
}

function take(cursor: Cursor, character: string): boolean {
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== character) return false;
  cursor.at++;
  return true;
}

/** By codes of characters: padding may be as long as a header may be. */
function skipSpace(cursor: Cursor): void {
  const { text } = cursor;
  let { at } = cursor;
  while (isSpace(text.charCodeAt(at))) at++;
  cursor.at = at;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function fail({ file, at }: Cursor, reason: Remark, cause?: unknown): never {
  throw new EngineError('checkpoint/bad-header', { file, at, reason }, { cause });
}
