import { EngineError } from '../api/errors.ts';
import { bytesPerElement } from '../tensor/dtype.ts';
import { elementCount, type HostTensor } from '../tensor/hostTensor.ts';
import { isFloat, toFloat32, type FloatDType } from './floatConversion.ts';
import { openForReading, type ReadableFile } from './readableFile.ts';
import { readSafetensorsHeader, type SafetensorsHeader, type StoredTensor } from './safetensorsHeader.ts';
import { tensorOver } from './tensorBytes.ts';

/** Tensors by name, read on demand. */
export interface TensorSource {
  /** In the order in which they are stored: reading them so goes over each file once. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** A whole tensor in its stored element type. */
  readTensor(name: string): Promise<HostTensor>;
  /** The values of a floating-point tensor, or of some of its rows, as float32, row-major. */
  readFloat32(name: string, options?: ReadOptions): Promise<Float32Array>;
  /** Stored bytes `begin` to `end` of a tensor; all of them by default. */
  readBytes(name: string, begin?: number, end?: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface ReadOptions {
  /** Positions in the first axis, the end not included; all by default. */
  rows?: readonly [begin: number, end: number];
  /** Filled and returned in place of a new array; its length must be the number of values read. */
  into?: Float32Array;
}

/** Opens one safetensors file and checks its header; no tensor is read yet. */
export async function openSafetensors(path: string): Promise<SafetensorsFile> {
  const file = await openForReading(path);
  try {
    return new SafetensorsFile(file, await readSafetensorsHeader(file));
  } catch (error) {
    await file.close();
    throw error;
  }
}

// Small enough to stay in the processor's cache between reading and converting.
const chunkElements = 512 * 1024;

/** An open safetensors file. Memory holds what was asked for, never the file. */
export class SafetensorsFile implements TensorSource {
  readonly file: ReadableFile;
  readonly header: SafetensorsHeader;

  constructor(file: ReadableFile, header: SafetensorsHeader) {
    this.file = file;
    this.header = header;
  }

  get tensors(): ReadonlyMap<string, StoredTensor> {
    return this.header.tensors;
  }

  async readTensor(name: string): Promise<HostTensor> {
    const { dtype, shape } = this.#find(name);
    return tensorOver(dtype, shape, await this.readBytes(name));
  }

  async readBytes(name: string, begin = 0, end = this.#find(name).byteLength): Promise<Uint8Array> {
    const { offset, byteLength } = this.#find(name);
    checkRange(begin, end, byteLength);
    return this.file.read(offset + begin, end - begin);
  }

  async readFloat32(name: string, options: ReadOptions = {}): Promise<Float32Array> {
    const { dtype, shape, file, offset } = this.#find(name);
    if (!isFloat(dtype)) throw new EngineError('checkpoint/not-floating', { name, file, dtype });
    const { begin, count } = elementRange(shape, options.rows);
    const out = options.into ?? new Float32Array(count);
    if (out.length !== count) throw new RangeError(`${count} values do not fill an array of ${out.length}.`);
    await this.#readConverted(dtype, offset + begin * bytesPerElement[dtype], out);
    return out;
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  #find(name: string): StoredTensor {
    const tensor = this.tensors.get(name);
    if (tensor === undefined) throw new EngineError('checkpoint/missing-tensor', { name, file: this.file.path });
    return tensor;
  }

  async #readConverted(dtype: FloatDType, offset: number, out: Float32Array): Promise<void> {
    if (dtype === 'float32')
      return this.file.readInto(new Uint8Array(out.buffer, out.byteOffset, out.byteLength), offset);
    const size = bytesPerElement[dtype];
    const chunk = new Uint8Array(Math.min(out.length, chunkElements) * size);
    for (let done = 0; done < out.length; done += chunkElements) {
      const part = out.subarray(done, done + chunkElements);
      await this.file.readInto(chunk.subarray(0, part.length * size), offset + done * size);
      toFloat32[dtype](chunk, part);
    }
  }
}

/** First element and number of elements of some rows, or of all. A scalar is one row. */
function elementRange(shape: readonly number[], rows?: readonly [begin: number, end: number]): Range {
  const [rowCount = 1, ...row] = shape;
  const [begin, end] = rows ?? [0, rowCount];
  checkRange(begin, end, rowCount);
  return { begin: begin * elementCount(row), count: (end - begin) * elementCount(row) };
}

interface Range {
  readonly begin: number;
  readonly count: number;
}

function checkRange(begin: number, end: number, limit: number): void {
  if (!(0 <= begin && begin <= end && end <= limit))
    throw new RangeError(`${begin} to ${end} is no range within ${limit}.`);
}
