import type { Value } from '../onnx/graph.ts';
import { linear, multiply, silu } from '../onnx/expressions.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import type { Layer } from './attention.ts';
import { weighted } from './weighted.ts';

/** down( silu(gate x) · up x ): the gated feed-forward network of InternLM2. x is [T, D]. */
export function feedForward(g: GraphBuilder, x: Value, { names, stack }: Layer): Value {
  const { width: D, intermediateWidth: F, feedForwardBias: bias } = stack;
  const gate = silu(g, linear(g, x, ...weighted(g, names.gate, [F, D], bias)));
  const up = linear(g, x, ...weighted(g, names.up, [F, D], bias));
  return linear(g, multiply(g, gate, up), ...weighted(g, names.down, [D, F], bias));
}
