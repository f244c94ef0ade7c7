import { EngineError } from '../api/errors.ts';
import { clause, type Remark } from '../api/remarks.ts';

/** One field of a protobuf message: its number and its value, a number where it was stored as one. */
export interface WireField {
  readonly field: number;
  readonly value: number | Uint8Array;
}

/**
 * The fields of a message, in order. Nothing is believed that does not lie within `bytes`, a view into a buffer that
 * holds the whole file and nothing else. `file` names it in errors.
 */
export function* protobufFields(bytes: Uint8Array, file: string): Generator<WireField> {
  const cursor: Cursor = { bytes, at: 0, file };
  while (cursor.at < bytes.length) {
    const tag = readVarint(cursor);
    const field = Math.floor(tag / 8);
    if (field === 0) refuse(cursor, clause('it has a field without a number'));
    yield { field, value: readValue(cursor, tag % 8) };
  }
}

interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
  readonly file: string;
}

/** Wire types of the protobuf encoding that are in use; 3 and 4 (groups) never occur in these files. */
function readValue(cursor: Cursor, wireType: number): number | Uint8Array {
  if (wireType === 0) return readVarint(cursor);
  if (wireType === 1) return take(cursor, 8);
  if (wireType === 2) return take(cursor, readVarint(cursor));
  if (wireType === 5) return take(cursor, 4);
  return refuse(cursor, clause('it has a field of the unknown kind {kind}', { kind: wireType }));
}

/** Up to ten bytes of seven bits, lowest first. Numbers above 2^53 (negative ones too) lose their low bits: none is used. */
function readVarint(cursor: Cursor): number {
  let value = 0;
  for (let shift = 0; shift < 70; shift += 7) {
    const [byte = 0] = take(cursor, 1);
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value;
  }
  return refuse(cursor, clause('it has a number of more than ten bytes'));
}

function take(cursor: Cursor, length: number): Uint8Array {
  const { bytes, at } = cursor;
  if (length > bytes.length - at) refuseOverrun(cursor, bytes.byteOffset + at + length);
  cursor.at += length;
  return bytes.subarray(at, at + length);
}

function refuseOverrun(cursor: Cursor, neededBytes: number): never {
  const sizeBytes = cursor.bytes.buffer.byteLength;
  if (neededBytes <= sizeBytes) refuse(cursor, clause('an entry in it reaches past the one that holds it'));
  throw new EngineError('tokenizer/truncated', { file: cursor.file, sizeBytes, neededBytes });
}

function refuse({ file }: Cursor, reason: Remark): never {
  throw new EngineError('tokenizer/not-a-model', { file, reason });
}
