// D width: the last axis, over which both norms go

import { multiply, reshape, subtract } from '../onnx/expressions.ts';
import type { Node, Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import type { OutputType } from '../onnx/operators.ts';
import { float32 } from '../tensor/hostTensor.ts';
import { operand, sumTo, type GradientRule } from './gradientRule.ts';

/** y = w x̂ with x̂ = r x and r = 1/√(mean x² + ε): dx = r (w dy − x̂ mean(w dy x̂)). */
export const rmsNorm: GradientRule = (g, node, dOut) => {
  const [x, weight] = [operand(node, 0), operand(node, 1)];
  // Beside x̂ the operator gives r.
  const [unit, r] = unweighted(g, node, [wide(x), narrow(x)]) as [Value, Value];
  const dWeight = multiply(g, dOut, unit);
  const along = multiply(g, unit, weightedMean(g, dWeight, weight));
  return [multiply(g, r, subtract(g, multiply(g, dOut, weight), along)), sumTo(g, dWeight, weight)];
};

/** y = w x̂ + b with x̂ = r (x − mean x): dx = r (w dy − mean(w dy) − x̂ mean(w dy x̂)). */
export const layerNorm: GradientRule = (g, node, dOut) => {
  const [x, weight, bias] = [operand(node, 0), operand(node, 1), node.inputs[2]];
  // Beside x̂ the operator gives the mean of x and r.
  const [unit, , r] = unweighted(g, node, [wide(x), narrow(x), narrow(x)]) as [Value, Value, Value];
  const dWeight = multiply(g, dOut, unit);
  const along = multiply(g, unit, weightedMean(g, dWeight, weight));
  const across = subtract(g, multiply(g, dOut, weight), weightedMean(g, dOut, weight));
  return [multiply(g, r, subtract(g, across, along)), sumTo(g, dWeight, weight), bias && sumTo(g, dOut, bias)];
};

/** x̂: the node's own operator with weights of one, asked for its statistics as well. */
function unweighted(g: GraphBuilder, { op, inputs, attributes }: Node, target: readonly OutputType[]): Value[] {
  const D = Number(inputs[1]?.shape[0]);
  const ones = g.constant(`ones(${D})`, float32([D], new Float32Array(D).fill(1)));
  return g.add(op, [inputs[0], ones], { attributes, target });
}

function wide({ dtype, shape }: Value): OutputType {
  return { dtype, shape };
}

/** A statistic of each row: the last axis has size 1. */
function narrow({ dtype, shape }: Value): OutputType {
  return { dtype, shape: shape.with(-1, 1) };
}

/** Mean of w x over the last axis, as one product with a column. */
function weightedMean(g: GraphBuilder, x: Value, weight: Value): Value {
  const D = Number(weight.shape[0]);
  return g.one('MatMul', [x, reshape(g, multiply(g, weight, g.scalar(1 / D)), [D, 1])]);
}
