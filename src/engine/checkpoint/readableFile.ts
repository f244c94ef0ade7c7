import { open, stat, type FileHandle } from 'node:fs/promises';
import { EngineError } from '../api/errors.ts';
import { asReadError } from './diskErrors.ts';

/** Opens a regular file for reading at any position. Links are followed: the Hugging Face cache consists of them. */
export async function openForReading(path: string): Promise<ReadableFile> {
  try {
    // Asked before opening, because opening a pipe would wait for ever.
    if (!(await stat(path)).isFile()) throw new EngineError('disk/failed', { file: path, reason: 'it is not a file' });
    const handle = await open(path, 'r');
    const { size, mtimeMs } = await handle.stat();
    return new ReadableFile(handle, { path, sizeBytes: size, modifiedMs: mtimeMs });
  } catch (error) {
    throw asReadError(error, path);
  }
}

/** The text of a small file; refused unread where it is larger than `limitBytes`. */
export async function readText(path: string, limitBytes: number): Promise<string> {
  const file = await openForReading(path);
  try {
    if (file.sizeBytes > limitBytes)
      throw new EngineError('checkpoint/file-too-large', { file: path, sizeBytes: file.sizeBytes, limitBytes });
    return new TextDecoder().decode(await file.read(0, file.sizeBytes));
  } finally {
    await file.close();
  }
}

interface FileFacts {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

// Larger single reads are refused by some systems, and a read cannot be interrupted.
const largestReadBytes = 64 * 1024 * 1024;

/** An open file that is read in ranges, never as a whole. */
export class ReadableFile implements FileFacts {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly #handle: FileHandle;

  constructor(handle: FileHandle, { path, sizeBytes, modifiedMs }: FileFacts) {
    this.path = path;
    this.sizeBytes = sizeBytes;
    this.modifiedMs = modifiedMs;
    this.#handle = handle;
  }

  /** Reads exactly `byteLength` bytes from `offset` on. */
  async read(offset: number, byteLength: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(byteLength);
    await this.readInto(bytes, offset);
    return bytes;
  }

  /** Fills `target` from `offset` on. */
  async readInto(target: Uint8Array, offset: number): Promise<void> {
    for (let done = 0; done < target.byteLength;) {
      const length = Math.min(target.byteLength - done, largestReadBytes);
      const count = await this.#readSome(target, { done, length, position: offset + done });
      if (count === 0) this.#failTruncated(offset + target.byteLength);
      done += count;
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #readSome(target: Uint8Array, at: { done: number; length: number; position: number }): Promise<number> {
    try {
      return (await this.#handle.read(target, at.done, at.length, at.position)).bytesRead;
    } catch (error) {
      throw asReadError(error, this.path);
    }
  }

  #failTruncated(neededBytes: number): never {
    throw new EngineError('checkpoint/truncated', { file: this.path, sizeBytes: this.sizeBytes, neededBytes });
  }
}
