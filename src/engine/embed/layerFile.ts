// N rows · D width

import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { asWriteError } from '../checkpoint/diskErrors.ts';
import { encodeHeader, storedBytes, type TensorEntry } from '../checkpoint/writeSafetensors.ts';

/**
 * A safetensors file whose tensors grow together: every layer gets its next rows with each stretch of a prompt, and can be
 * read again once all are there. It has a temporary name until it is kept.
 */
export class LayerFile {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #layers: readonly LayerPlace[];

  private constructor(path: string, file: FileHandle, layers: readonly LayerPlace[]) {
    this.#path = path;
    this.#file = file;
    this.#layers = layers;
  }

  /** Makes the file with its header; `rows` are those of each layer. `path` is where it may be kept. */
  static async create(path: string, rows: readonly number[], width: number): Promise<LayerFile> {
    const entries = rows.map((count, n): TensorEntry => ({
      name: `layer.${n}`,
      dtype: 'float32',
      shape: [count, width],
    }));
    const header = encodeHeader(entries, { format: 'pt' });
    const temporary = `${path}.${randomUUID().slice(0, 8)}.partial`;
    try {
      const file = await open(temporary, 'wx+');
      await file.write(header, 0, header.length, 0);
      return new LayerFile(temporary, file, places(entries, header.length));
    } catch (error) {
      throw asWriteError(error, path);
    }
  }

  /** Where a layer's vectors begin in the file. */
  offsetBytes(layer: number): number {
    return this.#layers[layer]!.begin;
  }

  /** Adds rows to each layer. */
  async append(rowsByLayer: readonly Float32Array[]): Promise<void> {
    for (const [layer, rows_ND] of rowsByLayer.entries()) {
      const place = this.#layers[layer]!;
      await this.#write(new Uint8Array(rows_ND.buffer, rows_ND.byteOffset, rows_ND.byteLength), place.end);
      place.end += rows_ND.byteLength;
    }
  }

  /** All rows of a layer. */
  async read(layer: number): Promise<Float32Array> {
    const { begin, end } = this.#layers[layer]!;
    const bytes = new Uint8Array(end - begin);
    await this.#file.read(bytes, 0, bytes.length, begin);
    return new Float32Array(bytes.buffer);
  }

  /** Gives the file its name, in place of any file there. */
  async keep(path: string): Promise<void> {
    try {
      await this.#file.sync();
      await this.#file.close();
      await rename(this.#path, path);
    } catch (error) {
      throw asWriteError(error, path);
    }
  }

  /** Removes the file, unless it was kept. */
  async discard(): Promise<void> {
    await this.#file.close();
    await rm(this.#path, { force: true });
  }

  async #write(bytes: Uint8Array, position: number): Promise<void> {
    try {
      await this.#file.write(bytes, 0, bytes.length, position);
    } catch (error) {
      throw asWriteError(error, this.#path);
    }
  }
}

/** Where a layer lies: `end` moves with each row written. */
interface LayerPlace {
  readonly begin: number;
  end: number;
}

function places(entries: readonly TensorEntry[], headerBytes: number): LayerPlace[] {
  let begin = headerBytes;
  return entries.map((entry) => {
    const place = { begin, end: begin };
    begin += storedBytes(entry);
    return place;
  });
}
