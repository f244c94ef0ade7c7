// P rows held · G key/value heads · K width of a head

import type { StackConfig } from '../model/config.ts';
import { float32, type HostTensor } from '../tensor/hostTensor.ts';

/**
 * Keys and values of one stack, position first, so that a longer sequence is the same memory with more rows: they
 * enter the graph where they lie, and each step appends its new rows.
 *
 * Row 0 belongs to no token and is masked out: ONNX Runtime's matrix product divides by zero over an empty past.
 */
export class StackCache {
  readonly #rowWidth: number;
  readonly #headShape: readonly [number, number];
  readonly #arrays: { keys: Float32Array; values: Float32Array }[];
  #rows = 1;
  #capacity = 1;

  constructor({ layers, keyValueHeads, headWidth }: StackConfig) {
    this.#headShape = [keyValueHeads, headWidth];
    this.#rowWidth = keyValueHeads * headWidth;
    this.#arrays = Array.from({ length: layers }, () => ({
      keys: new Float32Array(this.#rowWidth),
      values: new Float32Array(this.#rowWidth),
    }));
  }

  /** Rows held, the masked one included: P of the graph. */
  get rows(): number {
    return this.#rows;
  }

  get sizeBytes(): number {
    return this.#arrays.length * 2 * this.#capacity * this.#rowWidth * Float32Array.BYTES_PER_ELEMENT;
  }

  /** What a layer's attention reads: [P, G, K] each. Valid until the next `append`. */
  past(layer: number): { keys: HostTensor; values: HostTensor } {
    const { keys, values } = this.#layer(layer);
    const shape = [this.#rows, ...this.#headShape];
    const length = this.#rows * this.#rowWidth;
    return { keys: float32(shape, keys.subarray(0, length)), values: float32(shape, values.subarray(0, length)) };
  }

  /** Adds `count` new rows; `read` gives the new keys and values [count, G, K] of each layer. */
  append(count: number, read: (layer: number) => { keys: Float32Array; values: Float32Array }): void {
    this.#reserve(this.#rows + count);
    this.#arrays.forEach((layer, index) => {
      const { keys, values } = read(index);
      layer.keys.set(keys, this.#rows * this.#rowWidth);
      layer.values.set(values, this.#rows * this.#rowWidth);
    });
    this.#rows += count;
  }

  /** Forgets all but the first `tokens` tokens. */
  truncate(tokens: number): void {
    this.#rows = Math.min(this.#rows, 1 + tokens);
  }

  /** A cache of its own with the first `tokens` tokens. */
  copy(stack: StackConfig, tokens: number): StackCache {
    const copied = new StackCache(stack);
    const [begin, end] = [this.#rowWidth, (1 + tokens) * this.#rowWidth];
    const rows = this.#arrays.map(({ keys, values }) => ({
      keys: keys.subarray(begin, end),
      values: values.subarray(begin, end),
    }));
    copied.append(tokens, (layer) => rows[layer] ?? { keys: new Float32Array(), values: new Float32Array() });
    return copied;
  }

  close(): void {
    this.#arrays.length = 0;
  }

  #layer(layer: number): { keys: Float32Array; values: Float32Array } {
    const arrays = this.#arrays[layer];
    if (!arrays) throw new RangeError(`The cache has no layer ${layer}.`);
    return arrays;
  }

  /** Grows by half, so that a long answer copies each row only a few times. */
  #reserve(rows: number): void {
    if (rows <= this.#capacity) return;
    this.#capacity = Math.max(rows, Math.ceil(this.#capacity * 1.5), 64);
    for (const layer of this.#arrays) {
      layer.keys = grown(layer.keys, this.#capacity * this.#rowWidth);
      layer.values = grown(layer.values, this.#capacity * this.#rowWidth);
    }
  }
}

function grown(array: Float32Array, length: number): Float32Array {
  const larger = new Float32Array(length);
  larger.set(array);
  return larger;
}
