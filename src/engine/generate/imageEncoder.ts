// I tiles · S pixels along a tile's side · D model width

import type { ModelConfig } from '../model/config.ts';
import type { DeviceSession } from '../session/deviceSession.ts';
import { float32 } from '../tensor/hostTensor.ts';
import { joined } from '../tensor/joined.ts';
import { numbers, type Tensors } from './stackCache.ts';

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
    return (await this.#run(pixels, ['image_rows']))['image_rows'] ?? new Float32Array();
  }

  /** InternVL2: the vision transformer's features [I · patches, width] and the projected ones [I · tokens, D]. */
  async inspect(pixels: Float32Array): Promise<{ vision_features: Float32Array; projected_features: Float32Array }> {
    const { vision_features = new Float32Array(), image_rows = new Float32Array() } = await this.#run(pixels, [
      'vision_features',
      'image_rows',
    ]);
    return { vision_features, projected_features: image_rows };
  }

  async #run(pixels: Float32Array, outputs: readonly string[]): Promise<Record<string, Float32Array>> {
    const { channels, size } = this.#config.tile;
    const perTile = channels * size * size;
    const parts: Tensors[] = [];
    for (let at = 0; at < pixels.length; at += tilesAtOnce * perTile) {
      const few = pixels.subarray(at, at + tilesAtOnce * perTile);
      parts.push(
        await this.#session.run({ pixel_values: float32([few.length / perTile, channels, size, size], few) }, outputs),
      );
    }
    return Object.fromEntries(outputs.map((name) => [name, joined(parts.map((part) => numbers(part, name)))]));
  }
}

// More gain no speed: one tile already fills the processor.
const tilesAtOnce = 2;
