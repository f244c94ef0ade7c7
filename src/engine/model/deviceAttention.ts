// T new tokens · C rows a cache has room for · G key/value heads · R query heads that share one · K width of a head · D model width

import { reshape } from '../onnx/expressions.ts';
import type { Value } from '../onnx/graph.ts';
import { float, int, type GraphBuilder } from '../onnx/graphBuilder.ts';
import type { OutputType } from '../onnx/operators.ts';
import type { StackConfig } from './config.ts';
import type { Attended, Heads } from './heads.ts';
import { rotate, type Rotation } from './rotary.ts';

type HeadSizes = Pick<StackConfig, 'keyValueHeads' | 'headWidth' | 'heads' | 'width'>;

/** What the heads may look at: the cache, and of the new tokens those before. */
export interface DeviceView {
  readonly rotation: Rotation;
  readonly cache: DeviceCache;
}

/** Keys and values in a device's memory, with room for more tokens than they hold. */
export interface DeviceCache {
  /** [1, G, C, K], head first, as GroupQueryAttention wants them. */
  readonly keys: Value;
  readonly values: Value;
  /** Position of the last of the new tokens, int32 [1]. */
  readonly last: Value;
  /** Cached and new tokens together, int32 [1]. */
  readonly total: Value;
}

/**
 * Causal attention by one kernel, which also writes the new tokens' rows into the cache: where the caller binds a cache
 * to both its input and its output, nothing is copied and nothing leaves the device.
 */
export function attendOnDevice(
  g: GraphBuilder,
  { queries, keys, values }: Heads,
  { keyValueHeads: G, headWidth: K, heads, width: D }: HeadSizes,
  { rotation, cache }: DeviceView,
): Attended {
  const [T = 1] = queries.shape;
  const rows = (x: Value, count: number): Value => reshape(g, x, [1, T, count * K]);
  const rotated = (x: Value, count: number): Value => rows(rotate(g, x, rotation), count);
  const operands = [rotated(queries, heads), rotated(keys, G), rows(values, G), cache.keys, cache.values];
  const attributes = { num_heads: int(heads), kv_num_heads: int(G), scale: float(1 / Math.sqrt(K)) };
  const whole: OutputType = { dtype: 'float32', shape: cache.keys.shape };
  const target: OutputType[] = [{ dtype: 'float32', shape: [1, T, heads * K] }, whole, whole];
  const results = g.add('GroupQueryAttention', [...operands, cache.last, cache.total], { attributes, target });
  // The operator makes one value for each target.
  const [mixed, presentKeys, presentValues] = results as [Value, Value, Value];
  return { mixed: reshape(g, mixed, [T, D]), keys: presentKeys, values: presentValues };
}
