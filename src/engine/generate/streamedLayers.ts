import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { StreamedWeight } from '../compile/manifest.ts';
import { EngineError } from '../api/errors.ts';
import { elementCount, type HostTensor } from '../tensor/hostTensor.ts';
import type { Tensors } from './stackCache.ts';

/** The weights of layers that differ in nothing else, read from their files into one place that all of them share. */
export class StreamedLayers {
  readonly #layers: readonly (readonly StreamedWeight[])[];
  readonly #files: ReadonlyMap<string, FileHandle>;
  readonly #inputs = new Map<string, HostTensor>();

  private constructor(layers: readonly (readonly StreamedWeight[])[], files: ReadonlyMap<string, FileHandle>) {
    this.#layers = layers;
    this.#files = files;
  }

  static async open(folder: string, layers: readonly (readonly StreamedWeight[])[]): Promise<StreamedLayers> {
    const files = new Map<string, FileHandle>();
    const opened = new StreamedLayers(layers, files);
    try {
      for (const { file } of layers.flat()) {
        if (!files.has(file)) files.set(file, await open(join(folder, file), 'r'));
      }
      return opened;
    } catch (error) {
      await opened.close();
      throw error;
    }
  }

  get count(): number {
    return this.#layers.length;
  }

  /** A layer's weights, by the input that takes them; valid until the next layer's are read. */
  async read(layer: number): Promise<Tensors> {
    const weights = this.#layers[layer] ?? [];
    await Promise.all(weights.map((weight) => this.#fill(weight)));
    return Object.fromEntries(this.#inputs);
  }

  async close(): Promise<void> {
    this.#inputs.clear();
    for (const file of this.#files.values()) await file.close();
  }

  async #fill(weight: StreamedWeight): Promise<void> {
    const tensor = this.#inputs.get(weight.input) ?? room(weight);
    this.#inputs.set(weight.input, tensor);
    const bytes = new Uint8Array(tensor.data.buffer);
    for (let done = 0; done < bytes.length;) {
      const read = await this.#files.get(weight.file)?.read(bytes, done, bytes.length - done, weight.offset + done);
      if (!read?.bytesRead)
        throw new EngineError('session/cannot-load', { file: weight.file, reason: 'it is too short' });
      done += read.bytesRead;
    }
  }
}

function room({ dtype, shape }: StreamedWeight): HostTensor {
  const size = elementCount(shape);
  if (dtype === 'float32') return { dtype, shape, data: new Float32Array(size) };
  return dtype === 'int8' ? { dtype, shape, data: new Int8Array(size) } : { dtype, shape, data: new Uint8Array(size) };
}
