import type { Dimension } from '../onnx/dimension.ts';
import { reduceAxes } from '../onnx/expressions.ts';
import type { Node, Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import { reshapeFrom } from '../onnx/runtimeShapes.ts';

/**
 * Given d(loss)/d(output) for each output of the node, returns d(loss)/d(input) for each input, in order. Where there
 * is none (an index, a mask, an optional input that is left out) it is undefined.
 */
export type GradientRule = (g: GraphBuilder, node: Node, ...dOutputs: Value[]) => (Value | undefined)[];

/** Thrown while a graph is built: what was asked for has no gradient. */
export class GradientError extends Error {}

/** The input at `index`, which the operator cannot do without. */
export function operand({ name, inputs }: Node, index: number): Value {
  const value = inputs[index];
  if (!value) throw new GradientError(`${name} has no input ${index}.`);
  return value;
}

/** The node's first two inputs. */
export function operands(node: Node): [Value, Value] {
  return [operand(node, 0), operand(node, 1)];
}

/** The node's (first) output. */
export function result({ name, outputs }: Node): Value {
  const [value] = outputs;
  if (!value) throw new GradientError(`${name} makes nothing.`);
  return value;
}

/** What came out of broadcasting `like`, added up to the shape of `like` again. */
export function sumTo(g: GraphBuilder, gradient: Value, like: Value): Value {
  const missing = gradient.shape.length - like.shape.length;
  const axes = gradient.shape.flatMap((size, axis) =>
    wasRepeated(size, like.shape[axis - missing] ?? 1) ? [axis] : [],
  );
  const summed = axes.length > 0 ? reduceAxes(g, 'ReduceSum', gradient, axes) : gradient;
  return missing > 0 ? reshapeFrom(g, summed, like.shape, like) : summed;
}

function wasRepeated(size: Dimension, before: Dimension): boolean {
  return before === 1 && size !== 1;
}
