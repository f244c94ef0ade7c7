import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { asWriteError } from '../checkpoint/diskErrors.ts';
import type { ExternalData } from '../onnx/encodeModel.ts';
import type { WeightLayout } from './weightLayout.ts';

/** The weight files of a model that is being compiled, written at the places of a layout in any order. */
export class WeightFiles {
  readonly #folder: string;
  readonly #places: ReadonlyMap<string, ExternalData>;
  readonly #handles: ReadonlyMap<string, FileHandle>;

  private constructor(
    folder: string,
    places: ReadonlyMap<string, ExternalData>,
    handles: ReadonlyMap<string, FileHandle>,
  ) {
    this.#folder = folder;
    this.#places = places;
    this.#handles = handles;
  }

  /** Opens the files, made on the first time; what an earlier run wrote into them stays. */
  static async open(folder: string, { places, files }: WeightLayout): Promise<WeightFiles> {
    const handles = new Map<string, FileHandle>();
    try {
      for (const [file, sizeBytes] of files) {
        const handle = await open(join(folder, file), 'a')
          .then((made) => made.close())
          .then(() => open(join(folder, file), 'r+'));
        handles.set(file, handle);
        await handle.truncate(sizeBytes);
      }
    } catch (error) {
      for (const handle of handles.values()) await handle.close();
      throw asWriteError(error, folder);
    }
    return new WeightFiles(folder, places, handles);
  }

  /** Writes bytes of a parameter, from `offset` within it on. */
  async write(parameter: string, data: ArrayBufferView, offset = 0): Promise<void> {
    const place = this.#places.get(parameter);
    const handle = place && this.#handles.get(place.file);
    if (!place || !handle || offset + data.byteLength > place.length) {
      throw new RangeError(`There is no room for ${data.byteLength} bytes of ${parameter}.`);
    }
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    try {
      for (let done = 0; done < bytes.length;) {
        done += (await handle.write(bytes, done, bytes.length - done, place.offset + offset + done)).bytesWritten;
      }
    } catch (error) {
      throw asWriteError(error, join(this.#folder, place.file));
    }
  }

  /** Ends when everything written has reached the disk. */
  async sync(): Promise<void> {
    for (const handle of this.#handles.values()) await handle.sync();
  }

  async close(): Promise<void> {
    for (const handle of this.#handles.values()) await handle.close();
  }
}
