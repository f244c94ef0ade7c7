import { EngineError } from '../api/errors.ts';
import { clause } from '../api/remarks.ts';
import { bytesPerElement, type DType } from '../tensor/dtype.ts';
import { elementCount } from '../tensor/hostTensor.ts';
import { isGitLfsPointer } from './gitLfsPointer.ts';
import { parseHeaderText, type TensorClaim } from './headerText.ts';

/** Where a tensor lies and what it is. */
export interface StoredTensor {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Path of the file that holds it. */
  readonly file: string;
  /** Position of its first byte in that file. */
  readonly offset: number;
  readonly byteLength: number;
}

/** A safetensors header that has been checked against its file. */
export interface SafetensorsHeader {
  readonly metadata: ReadonlyMap<string, string>;
  /** In the order in which they lie in the file. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** Size of the header with its length field: where the data begins. */
  readonly byteLength: number;
}

/** A file seen by the header's reader. */
export interface HeaderSource {
  readonly path: string;
  readonly sizeBytes: number;
  read(offset: number, byteLength: number): Promise<Uint8Array>;
}

/** The format's own limit. */
const headerLimitBytes = 100_000_000;

const lengthFieldBytes = 8;

/**
 * Reads and checks the header of a safetensors file: every tensor of a known type, as large as its shape says,
 * and together filling the file without overlap or hole (https://github.com/huggingface/safetensors#format).
 */
export async function readSafetensorsHeader(source: HeaderSource): Promise<SafetensorsHeader> {
  const byteLength = lengthFieldBytes + (await readHeaderLength(source));
  requireSize(source, byteLength);
  const text = decodeHeader(source.path, await source.read(lengthFieldBytes, byteLength - lengthFieldBytes));
  const { metadata, tensors: claims } = parseHeaderText(source.path, text);
  const place: Place = { file: source.path, dataStart: byteLength, dataBytes: source.sizeBytes - byteLength };
  const tensors = Array.from(claims, ([name, claim]) => checkTensor(place, name, claim)).sort(byPosition);
  checkCoverage(place, tensors);
  return { metadata, tensors: new Map(tensors.map((tensor) => [tensor.name, tensor])), byteLength };
}

/** Element types by their names in safetensors headers. */
export const dtypeNames = {
  float64: 'F64',
  float32: 'F32',
  float16: 'F16',
  bfloat16: 'BF16',
  int64: 'I64',
  int32: 'I32',
  int8: 'I8',
  uint8: 'U8',
  bool: 'BOOL',
} as const satisfies { readonly [dtype in DType]: string };

// Object.entries forgets that the keys are exactly the table's.
const dtypes = new Map(Object.entries(dtypeNames).map(([dtype, name]) => [name as string, dtype as DType]));

interface Place {
  readonly file: string;
  readonly dataStart: number;
  readonly dataBytes: number;
}

async function readHeaderLength(source: HeaderSource): Promise<number> {
  requireSize(source, lengthFieldBytes);
  const field = await source.read(0, lengthFieldBytes);
  const length = Number(new DataView(field.buffer, field.byteOffset, lengthFieldBytes).getBigUint64(0, true));
  if (length <= headerLimitBytes) return length;
  if (isGitLfsPointer(await source.read(0, Math.min(source.sizeBytes, 64))))
    throw new EngineError('checkpoint/only-pointer', { file: source.path });
  const details = { file: source.path, headerBytes: length, limitBytes: headerLimitBytes };
  throw new EngineError('checkpoint/header-too-large', details);
}

function requireSize({ path, sizeBytes }: HeaderSource, neededBytes: number): void {
  if (sizeBytes < neededBytes) throw new EngineError('checkpoint/truncated', { file: path, sizeBytes, neededBytes });
}

function decodeHeader(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new EngineError('checkpoint/bad-header', { file, at: 0, reason: clause('it is not UTF-8 text') }, { cause });
  }
}

function checkTensor(place: Place, name: string, claim: TensorClaim): StoredTensor {
  const { file } = place;
  const { shape, begin, end } = claim;
  const dtype = dtypes.get(claim.dtype);
  if (dtype === undefined)
    throw new EngineError('checkpoint/unknown-dtype', { file, name, dtype: claim.dtype, known: [...dtypes.keys()] });
  const neededBytes = sizeOf(shape) * bytesPerElement[dtype];
  if (!Number.isSafeInteger(neededBytes))
    throw new EngineError('checkpoint/bad-shape', { file, name, shape: [...shape] });
  if (!isRange(begin, end, place.dataBytes))
    throw new EngineError('checkpoint/bad-offsets', { file, name, begin, end, dataBytes: place.dataBytes });
  const byteLength = end - begin;
  if (byteLength !== neededBytes)
    throw new EngineError('checkpoint/size-mismatch', { file, name, neededBytes, givenBytes: byteLength });
  return { name, dtype, shape, file, offset: place.dataStart + begin, byteLength };
}

/** Number of elements, or NaN where a size is no natural number. */
function sizeOf(shape: readonly number[]): number {
  return shape.every((size) => Number.isSafeInteger(size) && size >= 0) ? elementCount(shape) : NaN;
}

function isRange(begin: number, end: number, limit: number): boolean {
  return [begin, end].every(Number.isSafeInteger) && 0 <= begin && begin <= end && end <= limit;
}

function byPosition(a: StoredTensor, b: StoredTensor): number {
  return a.offset - b.offset || a.byteLength - b.byteLength;
}

function checkCoverage({ file, dataStart, dataBytes }: Place, inOrder: readonly StoredTensor[]): void {
  let covered = 0;
  let previous = '';
  for (const { name, offset, byteLength } of inOrder) {
    const begin = offset - dataStart;
    if (begin < covered) throw new EngineError('checkpoint/overlap', { file, name, other: previous });
    if (begin > covered) throw new EngineError('checkpoint/hole', { file, begin: covered, end: begin });
    covered = begin + byteLength;
    previous = name;
  }
  if (covered < dataBytes) throw new EngineError('checkpoint/hole', { file, begin: covered, end: dataBytes });
}
