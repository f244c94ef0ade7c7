// I tiles · S pixels along a tile's side · D model width

import { embeddingRowsPerTile, type ModelConfig } from '../model/config.ts';
import type { DeviceSession } from '../session/deviceSession.ts';
import { float32 } from '../tensor/hostTensor.ts';
import { numbers } from './decoderFeeds.ts';

/** Turns tiles into the rows that stand for them in the decoder's sequence. */
export class ImageEncoder {
  readonly #session: DeviceSession;
  readonly #config: ModelConfig;

  constructor(session: DeviceSession, config: ModelConfig) {
    this.#session = session;
    this.#config = config;
  }

  /** Pixels [I, 3, S, S] to rows [I · rows per tile, D]. A few tiles at a time, so that memory does not grow with the picture. */
  async encode(pixels: Float32Array): Promise<Float32Array> {
    const { tile, language } = this.#config;
    const perTile = tile.channels * tile.size * tile.size;
    const rows = new Float32Array((pixels.length / perTile) * embeddingRowsPerTile(this.#config) * language.width);
    for (let done = 0, at = 0; done < pixels.length; done += tilesAtOnce * perTile) {
      const part = await this.#encodeFew(pixels.subarray(done, done + tilesAtOnce * perTile));
      rows.set(part, at);
      at += part.length;
    }
    return rows;
  }

  async #encodeFew(pixels: Float32Array): Promise<Float32Array> {
    const { channels, size } = this.#config.tile;
    const shape = [pixels.length / (channels * size * size), channels, size, size];
    return numbers(await this.#session.run({ pixel_values: float32(shape, pixels) }, ['image_rows']), 'image_rows');
  }
}

// More gain no speed: one tile already fills the processor.
const tilesAtOnce = 2;
