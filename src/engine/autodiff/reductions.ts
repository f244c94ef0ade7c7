import { cast, divide, multiply, reduceAxes, subtract } from '../onnx/expressions.ts';
import type { Node, Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import { expandLike, shapeOf } from '../onnx/runtimeShapes.ts';
import { operand, result, type GradientRule } from './gradientRule.ts';

/** Every summand takes all of the sum's gradient. */
export const reduceSum: GradientRule = (g, node, dOut) => [expandLike(g, dOut, operand(node, 0))];

/** Every one of n numbers takes an n-th of their mean's gradient. */
export const reduceMean: GradientRule = (g, node, dOut) => {
  const x = operand(node, 0);
  return [expandLike(g, divide(g, dOut, reducedCount(g, node)), x)];
};

/** The largest takes all; equal ones share. */
export const reduceMax: GradientRule = (g, node, dOut) => {
  const isLargest = cast(g, g.one('Equal', [operand(node, 0), result(node)]), dOut.dtype);
  const share = divide(g, dOut, reduceAxes(g, 'ReduceSum', isLargest, reducedAxes(node)));
  return [multiply(g, isLargest, share)];
};

/** y = log Σ eˣ, so dy/dx = e^(x − y): the softmax. */
export const reduceLogSumExp: GradientRule = (g, node, dOut) => {
  const probabilities = g.one('Exp', [subtract(g, operand(node, 0), result(node))]);
  return [multiply(g, probabilities, dOut)];
};

/** Reduced axes stay in the result, with size 1. */
function reducedAxes(node: Node): number[] {
  const after = result(node).shape;
  return operand(node, 0).shape.flatMap((size, axis) => (size !== after[axis] ? [axis] : []));
}

/** How many numbers went into each result: a number, or where an axis is symbolic its size while the graph runs. */
function reducedCount(g: GraphBuilder, node: Node): Value {
  const x = operand(node, 0);
  const axes = reducedAxes(node);
  const known = axes.map((axis) => x.shape[axis]).filter((size) => typeof size === 'number');
  const symbolic = axes.filter((axis) => typeof x.shape[axis] === 'string');
  const sizes = symbolic.map((axis) => cast(g, shapeOf(g, x, axis, axis + 1), x.dtype));
  return sizes.reduce((product, size) => multiply(g, product, size), g.scalar(known.reduce((a, b) => a * b, 1)));
}
