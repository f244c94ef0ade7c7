// T new tokens · P rows held · G key/value heads · K width of a head

import type { StackConfig } from '../model/config.ts';
import { float32, int64, type HostTensor } from '../tensor/hostTensor.ts';
import { causalMask } from './attentionMask.ts';
import { numbers, type CacheStep, type StackCache, type StackName, type Tensors } from './stackCache.ts';

/**
 * Keys and values of one stack, position first, so that a longer sequence is the same memory with more rows: they
 * enter the graph where they lie, and each step appends its new rows.
 *
 * Row 0 belongs to no token and is masked out: ONNX Runtime's matrix product divides by zero over an empty past.
 */
export class HostCache implements StackCache {
  readonly #name: StackName;
  readonly #stack: StackConfig;
  readonly #rowWidth: number;
  readonly #arrays: { keys: Float32Array; values: Float32Array }[];
  #rows = 1;
  #capacity = 1;

  constructor(name: StackName, stack: StackConfig) {
    this.#name = name;
    this.#stack = stack;
    this.#rowWidth = stack.keyValueHeads * stack.headWidth;
    this.#arrays = Array.from({ length: stack.layers }, () => ({
      keys: new Float32Array(this.#rowWidth),
      values: new Float32Array(this.#rowWidth),
    }));
  }

  get tokens(): number {
    return this.#rows - 1;
  }

  get sizeBytes(): number {
    return this.#arrays.length * 2 * this.#capacity * this.#rowWidth * Float32Array.BYTES_PER_ELEMENT;
  }

  begin(count: number): Promise<CacheStep> {
    const { heads, keyValueHeads, layers } = this.#stack;
    const names = Array.from({ length: layers }, (_, layer) => `${this.#name}.${layer}`);
    const past = this.#arrays.flatMap(({ keys, values }, layer): [string, HostTensor][] => [
      [`${names[layer]}.past.keys`, this.#held(keys)],
      [`${names[layer]}.past.values`, this.#held(values)],
    ]);
    return Promise.resolve({
      feeds: {
        [`${this.#name}.mask`]: causalMask(count, this.#rows, heads / keyValueHeads),
        [`${this.#name}.lengths`]: int64([2], [this.#rows, count]),
        ...Object.fromEntries(past),
      },
      fetches: names.flatMap((name) => [`${name}.new.keys`, `${name}.new.values`]),
      inPlace: {},
      done: (outputs: Tensors) => {
        this.#append(count, (layer) => ({
          keys: numbers(outputs, `${names[layer]}.new.keys`),
          values: numbers(outputs, `${names[layer]}.new.values`),
        }));
      },
    });
  }

  truncate(tokens: number): void {
    this.#rows = Math.min(this.#rows, 1 + tokens);
  }

  copy(tokens: number): HostCache {
    const copied = new HostCache(this.#name, this.#stack);
    const [begin, end] = [this.#rowWidth, (1 + tokens) * this.#rowWidth];
    const rows = this.#arrays.map(({ keys, values }) => ({
      keys: keys.subarray(begin, end),
      values: values.subarray(begin, end),
    }));
    copied.#append(tokens, (layer) => rows[layer] ?? { keys: new Float32Array(), values: new Float32Array() });
    return copied;
  }

  close(): void {
    this.#arrays.length = 0;
  }

  /** What a layer's attention reads, [P, G, K]. Valid until the next `#append`. */
  #held(array: Float32Array): HostTensor {
    const { keyValueHeads, headWidth } = this.#stack;
    return float32([this.#rows, keyValueHeads, headWidth], array.subarray(0, this.#rows * this.#rowWidth));
  }

  /** Adds `count` new rows; `read` gives the new keys and values [count, G, K] of each layer. */
  #append(count: number, read: (layer: number) => { keys: Float32Array; values: Float32Array }): void {
    this.#reserve(this.#rows + count);
    this.#arrays.forEach((layer, index) => {
      const { keys, values } = read(index);
      layer.keys.set(keys, this.#rows * this.#rowWidth);
      layer.values.set(values, this.#rows * this.#rowWidth);
    });
    this.#rows += count;
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
