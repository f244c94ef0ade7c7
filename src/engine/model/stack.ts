// T new tokens · C rows a cache has room for · B sequences of t tokens, a batch · G key/value heads · R query heads that share one · K width of a head · D model width

import { sum, type Dimension } from '../onnx/dimension.ts';
import { multiply } from '../onnx/expressions.ts';
import type { Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import type { AttentionInputs, AttentionResult } from './attention.ts';
import type { StackConfig } from './config.ts';
import { decoderLayer } from './decoderLayer.ts';
import type { HostView, Past } from './hostAttention.ts';
import type { LayerNames } from './names.ts';
import type { Rotation } from './rotary.ts';
import { sequenceMask } from './sequenceMask.ts';

/** A stack of decoder layers with its place in the graph: `name` begins the names of its inputs and outputs. */
export interface Stack {
  readonly name: 'embedding' | 'language';
  readonly config: StackConfig;
  readonly layer: (index: number) => LayerNames;
}

/** A way to run x [T, D] through the layers of a stack, whose inputs it declares. */
export type StackForm = (g: GraphBuilder, x: Value, stack: Stack) => Value;

/** Runs x [T, D] through the layers, with a cache that enters and new rows that leave. `observe` sees each layer's output. */
export function cachedStack(
  g: GraphBuilder,
  x: Value,
  stack: Stack,
  observe?: (layer: number, output: Value) => void,
): Value {
  return hostStack(g, x, stack, { joins: 'scores', ...(observe && { observe }) });
}

/** As `cachedStack`, for many tokens at once; of the last layer's output only the `wanted` rows [N] are computed. */
export function promptStack(g: GraphBuilder, x: Value, stack: Stack, wanted?: Value): Value {
  return hostStack(g, x, stack, { joins: 'rows', ...(wanted && { wanted }) });
}

interface HostForm {
  readonly joins: Past['joins'];
  readonly wanted?: Value;
  readonly observe?: (layer: number, output: Value) => void;
}

function hostStack(g: GraphBuilder, x: Value, stack: Stack, { joins, wanted, observe }: HostForm): Value {
  const { name } = stack;
  const { rotation, mask, lengths } = stackInputs(g, stack, x.shape[0] ?? 1);
  const queries = dividing(g, rotation, Math.sqrt(stack.config.headWidth));
  const last = stack.config.layers - 1;
  return runLayers(g, x, stack, {
    inputs: (layer) => ({
      ...(layer === last && wanted && { wanted }),
      rotation,
      mask,
      past: { joins, queries, lengths, ...layerPast(g, stack, layer) },
    }),
    done: (layer, { output, keys, values }) => {
      g.output(`${name}.${layer}.new.keys`, keys);
      g.output(`${name}.${layer}.new.values`, values);
      observe?.(layer, output);
    },
  });
}

/**
 * Runs the tokens of a batch, x [T, D], through the layers without a cache: each of the sequences sees itself alone. Of
 * the last layer's output only the `wanted` rows [N] are computed, where they are named.
 */
export function wholeStack(g: GraphBuilder, x: Value, stack: Stack, wanted?: Value): Value {
  const { name, config } = stack;
  const [B, t, R] = [`${name}.B`, `${name}.t`, config.heads / config.keyValueHeads];
  const rotation = rotationInputs(g, stack, x.shape[0] ?? 1);
  const mask = sequenceMask(g, name, { B, t, R });
  const last = config.layers - 1;
  return runLayers(g, x, stack, {
    inputs: (layer) => ({ ...(layer === last && wanted && { wanted }), rotation, mask }),
  });
}

/** What belongs to each layer of a stack beside its parameters. */
export interface LayerForm {
  /** What its attention reads. */
  readonly inputs: (layer: number) => AttentionInputs;
  /** Called with what it made. */
  readonly done?: (layer: number, result: AttentionResult) => void;
}

/** x [T, D] through one layer after another. */
export function runLayers(g: GraphBuilder, x: Value, stack: Stack, { inputs, done }: LayerForm): Value {
  let hidden = x;
  for (let layer = 0; layer < stack.config.layers; layer++) {
    const part = { names: stack.layer(layer), stack: stack.config };
    const beside = inputs(layer);
    const result = g.within(`${stack.name}.${layer}`, () => decoderLayer(g, hidden, part, beside));
    done?.(layer, result);
    hidden = result.output;
  }
  return hidden;
}

type SharedInputs = Omit<HostView, 'past'> & { readonly lengths: Value };

/** The inputs that all layers of a stack share. */
function stackInputs(g: GraphBuilder, { name, config }: Omit<Stack, 'layer'>, T: Dimension): SharedInputs {
  return {
    rotation: rotationInputs(g, { name, config }, T),
    mask: g.input(`${name}.mask`, 'float32', [T, sum([`${name}.C`, T])]),
    lengths: g.input(`${name}.lengths`, 'int64', [2]),
  };
}

/** The rotation of the stack's tokens. */
export function rotationInputs(g: GraphBuilder, { name, config }: Omit<Stack, 'layer'>, T: Dimension): Rotation {
  const table = (part: string): Value => g.input(`${name}.${part}`, 'float32', [T, config.headWidth / 2]);
  return { cosine: table('cosine'), sine: table('sine') };
}

/** A rotation that also divides by `divisor`. */
function dividing(g: GraphBuilder, { cosine, sine }: Rotation, divisor: number): Rotation {
  const factor = g.scalar(1 / divisor);
  return { cosine: multiply(g, cosine, factor), sine: multiply(g, sine, factor) };
}

function layerPast(g: GraphBuilder, { name, config }: Stack, layer: number): { keys: Value; values: Value } {
  const shape = [config.keyValueHeads, 1, `${name}.C`, config.headWidth];
  return {
    keys: g.input(`${name}.${layer}.past.keys`, 'float32', shape),
    values: g.input(`${name}.${layer}.past.values`, 'float32', shape),
  };
}
