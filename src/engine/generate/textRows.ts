import { closeSync, openSync, readSync } from 'node:fs';
import { EngineError } from '../api/errors.ts';
import type { Manifest } from '../compile/manifest.ts';
import { bfloat16ToFloat32, float16ToFloat32 } from '../tensor/float16.ts';

/**
 * The text embedding table, read row by row from its file: a step needs one row of tens of thousands, and the
 * operating system keeps the ones in use at hand. D is the model width.
 */
export class TextRows {
  readonly #file: number;
  readonly #dtype: Manifest['textRows']['dtype'];
  readonly #width: number;
  readonly #count: number;

  constructor(path: string, table: Manifest['textRows'], width: number) {
    this.#file = openSync(path, 'r');
    this.#dtype = table.dtype;
    this.#count = table.count;
    this.#width = width;
  }

  /** Writes the rows of `ids` one after another to `out`, [ids.length, D]. */
  read(ids: readonly number[], out: Float32Array): void {
    ids.forEach((id, index) => {
      if (id < 0 || id >= this.#count) throw new EngineError('tokenizer/beyond-weights', { id, count: this.#count });
      this.#readRow(id, out.subarray(index * this.#width, (index + 1) * this.#width));
    });
  }

  close(): void {
    closeSync(this.#file);
  }

  #readRow(id: number, out: Float32Array): void {
    if (this.#dtype === 'float32') {
      readSync(this.#file, out, 0, out.byteLength, id * out.byteLength);
      return;
    }
    const bits = new Uint16Array(this.#width);
    readSync(this.#file, bits, 0, bits.byteLength, id * bits.byteLength);
    if (this.#dtype === 'float16') float16ToFloat32(bits, out);
    else bfloat16ToFloat32(bits, out);
  }
}
