// T new tokens · C rows there is room for · G key/value heads · K width of a head

import type { StackConfig } from '../model/config.ts';
import { float32, int64, type HostTensor } from '../tensor/hostTensor.ts';
import { causalMask } from './attentionMask.ts';
import { numbers, type CacheStep, type StackCache, type StackName, type Tensors } from './stackCache.ts';

/** Of one layer, [G, C, K] each. */
interface LayerRows {
  keys: Float32Array;
  values: Float32Array;
}

/**
 * Keys and values of one stack, head first, with room for more tokens than they hold: they enter the graph where they
 * lie, room included, which the mask leaves out; each step writes its new rows into the room.
 */
export class HostCache implements StackCache {
  readonly #name: StackName;
  readonly #stack: StackConfig;
  readonly #layers: LayerRows[];
  #tokens = 0;
  /** C */
  #capacity: number;
  /** Tokens that the sequence will have, as far as is known. */
  #expected = 0;

  constructor(name: StackName, stack: StackConfig, capacity = 1) {
    this.#name = name;
    this.#stack = stack;
    this.#capacity = capacity;
    this.#layers = Array.from({ length: stack.layers }, () => ({
      keys: this.#room(capacity),
      values: this.#room(capacity),
    }));
  }

  get tokens(): number {
    return this.#tokens;
  }

  get sizeBytes(): number {
    return this.#layers.reduce((sum, { keys, values }) => sum + keys.byteLength + values.byteLength, 0);
  }

  begin(count: number, length: number): Promise<CacheStep> {
    this.#expected = length;
    const names = this.#layers.map((_, layer) => `${this.#name}.${layer}`);
    const past = this.#layers.flatMap(({ keys, values }, layer): [string, HostTensor][] => [
      [`${names[layer]}.past.keys`, this.#held(keys)],
      [`${names[layer]}.past.values`, this.#held(values)],
    ]);
    return Promise.resolve({
      feeds: {
        [`${this.#name}.mask`]: causalMask(count, this.#tokens, this.#capacity),
        [`${this.#name}.lengths`]: int64([2], [this.#capacity, count]),
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
    this.#tokens = Math.min(this.#tokens, tokens);
  }

  copy(tokens: number): HostCache {
    const copied = new HostCache(this.#name, this.#stack, roomFor(tokens));
    this.#layers.forEach((layer, index) => {
      const target = copied.#layers[index];
      if (target) copied.#copyRows(layer, target, { stride: this.#capacity, count: tokens });
    });
    copied.#tokens = tokens;
    return copied;
  }

  close(): void {
    this.#layers.length = 0;
  }

  /** What a layer's attention reads, [G, 1, C, K]. Valid until the next `#append`. */
  #held(array: Float32Array): HostTensor {
    const { keyValueHeads, headWidth } = this.#stack;
    const size = keyValueHeads * this.#capacity * headWidth;
    return float32([keyValueHeads, 1, this.#capacity, headWidth], array.subarray(0, size));
  }

  /** Adds `count` new rows; `read` gives the new keys and values [G, count, K] of each layer. */
  #append(count: number, read: (layer: number) => LayerRows): void {
    this.#reserve(this.#tokens + count);
    this.#layers.forEach((layer, index) => {
      this.#copyRows(read(index), layer, { stride: count, count, to: this.#tokens });
    });
    this.#tokens += count;
  }

  /** Copies the first `count` rows of each head; in `source`, heads lie `stride` rows apart. */
  #copyRows(source: LayerRows, target: LayerRows, { stride, count, to = 0 }: RowRange): void {
    const { keyValueHeads, headWidth: K } = this.#stack;
    for (const part of ['keys', 'values'] as const) {
      for (let head = 0; head < keyValueHeads; head++) {
        const rows = source[part].subarray(head * stride * K, (head * stride + count) * K);
        target[part].set(rows, (head * this.#capacity + to) * K);
      }
    }
  }

  /** Moves the heads apart: within their arrays where these are long enough, else into longer ones. */
  #reserve(tokens: number): void {
    if (tokens <= this.#capacity) return;
    const stride = this.#capacity;
    // In the midst of a prompt no room is left: its next tokens come many at once and move the heads anyway.
    this.#capacity = tokens < this.#expected ? tokens : roomFor(tokens);
    const sizeNeeded = this.#elements(this.#capacity);
    for (const layer of this.#layers) {
      if (layer.keys.length >= sizeNeeded) this.#spread(layer, stride);
      else this.#copyInto(layer, stride);
    }
  }

  #copyInto(layer: LayerRows, stride: number): void {
    const rows = Math.max(this.#capacity, roomFor(this.#expected));
    const larger = { keys: this.#room(rows), values: this.#room(rows) };
    this.#copyRows(layer, larger, { stride, count: this.#tokens });
    Object.assign(layer, larger);
  }

  /** Last head first, so that none is overwritten before it has moved. */
  #spread({ keys, values }: LayerRows, stride: number): void {
    const K = this.#stack.headWidth;
    for (let head = this.#stack.keyValueHeads - 1; head > 0; head--) {
      for (const rows of [keys, values]) {
        rows.copyWithin(head * this.#capacity * K, head * stride * K, (head * stride + this.#tokens) * K);
      }
    }
  }

  #room(rows: number): Float32Array {
    return new Float32Array(this.#elements(rows));
  }

  #elements(rows: number): number {
    return this.#stack.keyValueHeads * rows * this.#stack.headWidth;
  }
}

interface RowRange {
  readonly stride: number;
  readonly count: number;
  /** First row written. */
  readonly to?: number;
}

const roomStep = 64;

/** An eighth more than needed: attention runs over the room as well, and growing copies everything. */
function roomFor(tokens: number): number {
  return Math.ceil((Math.max(tokens, 1) * 9) / 8 / roomStep) * roomStep;
}
