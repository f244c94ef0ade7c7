// C rows a cache has room for · G key/value heads · K width of a head

import type { StackConfig } from '../model/config.ts';
import type { DeviceMemory } from '../session/deviceMemory.ts';
import type { DeviceTensor } from '../session/deviceTensor.ts';
import { int32 } from '../tensor/hostTensor.ts';
import type { CacheStep, StackCache, StackName } from './stackCache.ts';

/**
 * Keys and values of one stack in a device's memory, with room for more tokens than they hold: the device writes new
 * rows in place, and rows past those held are never read. A copy shares the memory until one of the two writes.
 */
export class DeviceCache implements StackCache {
  readonly #name: StackName;
  readonly #stack: StackConfig;
  readonly #memory: DeviceMemory;
  #rows: Rows = { layers: [], capacity: 0, owners: 1 };
  #tokens = 0;

  constructor(name: StackName, stack: StackConfig, memory: DeviceMemory) {
    this.#name = name;
    this.#stack = stack;
    this.#memory = memory;
  }

  get tokens(): number {
    return this.#tokens;
  }

  get sizeBytes(): number {
    const { layers, keyValueHeads, headWidth } = this.#stack;
    return layers * 2 * this.#rows.capacity * keyValueHeads * headWidth * Float32Array.BYTES_PER_ELEMENT;
  }

  async begin(count: number, length: number): Promise<CacheStep> {
    const total = this.#tokens + count;
    await this.#makeRoom(total, length);
    const name = this.#name;
    return {
      feeds: {
        [`${name}.last`]: int32([1], [total - 1]),
        [`${name}.total`]: int32([1], [total]),
        ...this.#named('past'),
      },
      fetches: [],
      inPlace: this.#named('present'),
      done: () => {
        this.#tokens = total;
      },
    };
  }

  truncate(tokens: number): void {
    this.#tokens = Math.min(this.#tokens, tokens);
  }

  copy(tokens: number): DeviceCache {
    const copied = new DeviceCache(this.#name, this.#stack, this.#memory);
    this.#rows.owners++;
    copied.#rows = this.#rows;
    copied.#tokens = tokens;
    return copied;
  }

  close(): void {
    release(this.#rows);
    this.#rows = { layers: [], capacity: 0, owners: 1 };
    this.#tokens = 0;
  }

  #named(role: 'past' | 'present'): Record<string, DeviceTensor> {
    const named = this.#rows.layers.flatMap(({ keys, values }, layer): [string, DeviceTensor][] => [
      [`${this.#name}.${layer}.${role}.keys`, keys],
      [`${this.#name}.${layer}.${role}.values`, values],
    ]);
    return Object.fromEntries(named);
  }

  /** Makes sure that `rows` rows fit and belong to this cache alone; room for `length` is made at once. */
  async #makeRoom(rows: number, length: number): Promise<void> {
    const before = this.#rows;
    const isShared = before.owners > 1;
    if (rows <= before.capacity && !isShared) return;
    const capacity = roundUp(Math.max(rows, length, isShared ? 0 : 1.5 * before.capacity));
    const after: Rows = { layers: [], capacity, owners: 1 };
    try {
      for (let layer = 0; layer < this.#stack.layers; layer++) {
        const old = before.layers[layer];
        after.layers.push(await this.#moved(old, capacity));
        // At once, so that only one layer lies there twice.
        if (old && !isShared) dispose(old);
      }
    } catch (error) {
      release(after);
      throw error;
    }
    release(before);
    this.#rows = after;
  }

  /** A layer's held rows in new memory, with room for `capacity`. */
  async #moved(old: LayerRows | undefined, capacity: number): Promise<LayerRows> {
    const { keyValueHeads, headWidth } = this.#stack;
    const move = (tensor: DeviceTensor | undefined): Promise<DeviceTensor> =>
      tensor && this.#tokens > 0
        ? this.#memory.resized(tensor, this.#tokens, capacity)
        : this.#memory.zeros([1, keyValueHeads, capacity, headWidth]);
    return { keys: await move(old?.keys), values: await move(old?.values) };
  }
}

interface LayerRows {
  /** [1, G, C, K] */
  readonly keys: DeviceTensor;
  readonly values: DeviceTensor;
}

interface Rows {
  readonly layers: LayerRows[];
  /** C */
  readonly capacity: number;
  /** Caches that read these rows. */
  owners: number;
}

function release(rows: Rows): void {
  rows.owners--;
  if (rows.owners === 0) rows.layers.forEach(dispose);
}

function dispose({ keys, values }: LayerRows): void {
  keys.dispose();
  values.dispose();
}

/** Growing is rare when it goes in large strides. */
function roundUp(rows: number): number {
  return Math.ceil(rows / 64) * 64;
}
