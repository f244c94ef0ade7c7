import { EngineError } from '../api/errors.ts';
import { bytesPerElement } from '../tensor/dtype.ts';
import { elementCount, type HostTensor } from '../tensor/hostTensor.ts';
import type { Disk, WritableFile } from './disk.ts';
import { dtypeNames, type StoredTensor } from './safetensorsHeader.ts';
import { stageFile, type StagedFile } from './stageFile.ts';
import { tensorBytes } from './tensorBytes.ts';

/** A tensor to be written. */
export type TensorEntry = Pick<StoredTensor, 'name' | 'dtype' | 'shape'>;

/** Makes a tensor's bytes (little-endian, row-major), whole or in pieces. A piece is written before the next is asked for. */
export type Produce = (entry: TensorEntry) => AsyncIterable<Uint8Array> | Promise<Uint8Array>;

export interface WriteOptions {
  metadata?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  onProgress?: (doneBytes: number, totalBytes: number) => void;
  disk?: Disk;
}

/** Writes a safetensors file tensor by tensor, in the order given. It appears whole or not at all. */
export async function writeSafetensors(
  path: string,
  entries: readonly TensorEntry[],
  produce: Produce,
  options: WriteOptions = {},
): Promise<void> {
  const staged = await stageSafetensors(path, entries, produce, {
    ...options,
    onPiece: followWriting(entries, options),
  });
  await staged.commit();
}

/** Writes tensors that lie in memory. */
export async function writeTensors(
  path: string,
  tensors: ReadonlyMap<string, HostTensor>,
  options?: WriteOptions,
): Promise<void> {
  const entries = Array.from(tensors, ([name, { dtype, shape }]) => ({ name, dtype, shape }));
  // Every entry's name was taken from the map.
  await writeSafetensors(path, entries, async ({ name }) => tensorBytes(tensors.get(name)!), options);
}

/** Reports progress after each piece, and stops where the write was cancelled. */
export function followWriting(entries: readonly TensorEntry[], { signal, onProgress }: WriteOptions): OnPiece {
  const totalBytes = totalBytesOf(entries);
  let doneBytes = 0;
  return (pieceBytes) => {
    if (signal?.aborted) throw new EngineError('request/cancelled', undefined);
    onProgress?.((doneBytes += pieceBytes), totalBytes);
  };
}

type OnPiece = (pieceBytes: number) => void;

/** As `writeSafetensors`, but the file keeps its temporary name. */
export async function stageSafetensors(
  path: string,
  entries: readonly TensorEntry[],
  produce: Produce,
  { metadata, disk, onPiece }: Pick<WriteOptions, 'metadata' | 'disk'> & { onPiece: OnPiece },
): Promise<StagedFile> {
  const writeAll = async (file: WritableFile) => {
    await file.write(encodeHeader(entries, metadata ?? { format: 'pt' }));
    for await (const piece of piecesOf(entries, produce)) {
      await file.write(piece);
      onPiece(piece.byteLength);
    }
  };
  return stageFile(path, writeAll, disk);
}

/** Size of a tensor in a file. */
export function storedBytes({ dtype, shape }: TensorEntry): number {
  return elementCount(shape) * bytesPerElement[dtype];
}

/** Size of all these tensors in a file. */
export function totalBytesOf(entries: readonly TensorEntry[]): number {
  return entries.reduce((sum, entry) => sum + storedBytes(entry), 0);
}

/** The beginning of a file that holds these tensors, in this order. */
export function encodeHeader(entries: readonly TensorEntry[], metadata: Readonly<Record<string, string>>): Uint8Array {
  const fields: [string, unknown][] = [['__metadata__', metadata]];
  let begin = 0;
  for (const entry of entries) {
    const end = begin + storedBytes(entry);
    fields.push([entry.name, { dtype: dtypeNames[entry.dtype], shape: entry.shape, data_offsets: [begin, end] }]);
    begin = end;
  }
  if (new Set(fields.map(([name]) => name)).size < fields.length) throw new RangeError('Two tensors have one name.');
  return withLength(new TextEncoder().encode(JSON.stringify(Object.fromEntries(fields))));
}

/** Puts the length field in front and pads with spaces, so that the data begins at a multiple of eight. */
function withLength(text: Uint8Array): Uint8Array {
  const padded = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded).fill(' '.charCodeAt(0), 8 + text.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(text, 8);
  return bytes;
}

async function* piecesOf(entries: readonly TensorEntry[], produce: Produce): AsyncGenerator<Uint8Array> {
  for (const entry of entries) yield* checkedPieces(entry, produce(entry));
}

/** The pieces of one tensor; a producer that makes more or less than the shape says is at fault. */
async function* checkedPieces(entry: TensorEntry, produced: ReturnType<Produce>): AsyncGenerator<Uint8Array> {
  let missing = storedBytes(entry);
  for await (const piece of produced instanceof Promise ? [await produced] : produced) {
    missing -= piece.byteLength;
    if (missing >= 0) yield piece;
  }
  if (missing !== 0) throw new RangeError(`${entry.name} was given ${-missing} bytes too many.`);
}
