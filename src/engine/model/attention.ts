// T new tokens · C rows a cache has room for · G key/value heads · R query heads that share one · K width of a head · D model width

import { gatherRows, linear, reshape, split } from '../onnx/expressions.ts';
import type { Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import type { StackConfig } from './config.ts';
import { attendOnDevice, type DeviceView } from './deviceAttention.ts';
import type { Heads } from './heads.ts';
import { attendOnHost, type HostView } from './hostAttention.ts';
import type { LayerNames } from './names.ts';
import { weighted } from './weighted.ts';

/** One layer's parameters by name and the sizes of its stack. */
export interface Layer {
  readonly names: LayerNames;
  readonly stack: StackConfig;
}

/** What a layer's attention needs beside its input. Where the cache lies decides which kernels compute it. */
export type AttentionInputs = HostView | DeviceView;

export interface AttentionResult {
  /** [T, D], or of the wanted tokens [N, D] */
  readonly output: Value;
  /** Of the new tokens, rotated: [T, G, K]. On a device, the whole cache: [1, G, C, K]. */
  readonly keys: Value;
  readonly values: Value;
}

/** Causal grouped-query attention. */
export function attention(g: GraphBuilder, x: Value, layer: Layer, inputs: AttentionInputs): AttentionResult {
  const heads = project(g, x, layer);
  const { mixed, keys, values } =
    'cache' in inputs ? attendOnDevice(g, heads, layer.stack, inputs) : attendOnHost(g, heads, layer.stack, inputs);
  const { width: D, attentionBias } = layer.stack;
  const output = linear(
    g,
    wantedRows(g, mixed, inputs),
    ...weighted(g, layer.names.attentionOutput, [D, D], attentionBias),
  );
  return { output, keys, values };
}

/** The rows of x [T, D] that a layer's output is wanted of. */
export function wantedRows(g: GraphBuilder, x: Value, inputs: AttentionInputs): Value {
  return 'wanted' in inputs ? gatherRows(g, x, inputs.wanted) : x;
}

/** The packed projection: for each key/value head its R query heads, then its key, then its value (MODEL.md §1.6). */
function project(g: GraphBuilder, x: Value, { names, stack }: Layer): Heads {
  const { keyValueHeads: G, headWidth: K, heads, width: D } = stack;
  const R = heads / G;
  const [T = 1] = x.shape;
  const packed = linear(g, x, ...weighted(g, names.queryKeyValue, [(heads + 2 * G) * K, D], stack.attentionBias));
  const [queries, keys, values] = split(g, reshape(g, packed, [T, G, R + 2, K]), 2, [R, 1, 1]);
  return { queries, keys, values };
}
