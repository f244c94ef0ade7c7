import type { DeviceTensor } from '../session/deviceTensor.ts';
import type { Feeds } from '../session/deviceSession.ts';
import type { HostTensor } from '../tensor/hostTensor.ts';

/** Keys and values of one stack for one token sequence, wherever they lie. */
export interface StackCache {
  /** Tokens held. */
  readonly tokens: number;
  readonly sizeBytes: number;
  /** Prepares for the next `count` tokens of a sequence that will, as far as is known, have `length`. */
  begin(count: number, length: number): Promise<CacheStep>;
  /** Forgets all but the first `tokens` tokens. */
  truncate(tokens: number): void;
  /** A cache of its own with the first `tokens` tokens. */
  copy(tokens: number): StackCache;
  close(): void;
}

export type Tensors = Readonly<Record<string, HostTensor>>;

/** One run of a graph as the caches see it. */
export interface CacheStep {
  readonly feeds: Feeds;
  /** Outputs that must come to the host for `done`. */
  readonly fetches: readonly string[];
  /** Outputs that the device writes where they are to stay. */
  readonly inPlace: Readonly<Record<string, DeviceTensor>>;
  /** Takes the new tokens over, once the run is done. */
  done(outputs: Tensors): void;
}

/** A stack's place in a graph: its name begins the names of its inputs and outputs. */
export type StackName = 'embedding' | 'language';

/** A float32 output. */
export function numbers(outputs: Tensors, name: string): Float32Array {
  const tensor = outputs[name];
  if (tensor?.dtype !== 'float32') throw new TypeError(`The graph has no float32 output ${name}.`);
  return tensor.data;
}
