import type { Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';

/** The weight [out, in] of a linear layer and, where it has one, its bias [out]: the operands of `linear`. */
export function weighted(
  g: GraphBuilder,
  name: string,
  shape: [out: number, in_: number],
  bias: boolean,
): [Value, Value?] {
  const weight = g.parameter(`${name}.weight`, shape);
  return bias ? [weight, g.parameter(`${name}.bias`, [shape[0]])] : [weight];
}
