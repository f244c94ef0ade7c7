import { floatAttribute, axisAttribute } from '../onnx/attributes.ts';
import { add, multiply, reduceAxes, subtract } from '../onnx/expressions.ts';
import type { Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import { operand, result, type GradientRule } from './gradientRule.ts';

/** σ′ = σ(1 − σ). */
export const sigmoid: GradientRule = (g, node, dOut) => {
  const y = result(node);
  return [multiply(g, dOut, multiply(g, y, subtract(g, g.scalar(1), y)))];
};

/** tanh′ = 1 − tanh². */
export const tangent: GradientRule = (g, node, dOut) => {
  const y = result(node);
  return [multiply(g, dOut, subtract(g, g.scalar(1), multiply(g, y, y)))];
};

/** y = x σ(αx), so y′ = σ + αx σ(1 − σ) = σ (1 + αx − αy). */
export const quickGelu: GradientRule = (g, node, dOut) => {
  const alpha = floatAttribute(node.attributes, 'alpha', 1.702);
  const scaled = (value: Value): Value => (alpha === 1 ? value : multiply(g, value, g.scalar(alpha)));
  const [x, y] = [scaled(operand(node, 0)), scaled(result(node))];
  const slope = multiply(g, g.one('Sigmoid', [x]), add(g, subtract(g, x, y), g.scalar(1)));
  return [multiply(g, dOut, slope)];
};

/** y = x Φ(x), so y′ = Φ(x) + x φ(x), with the normal distribution Φ and its density φ. */
export const gelu: GradientRule = (g, node, dOut) => {
  const x = operand(node, 0);
  const erf = g.one('Erf', [multiply(g, x, g.scalar(Math.SQRT1_2))]);
  const probability = multiply(g, add(g, erf, g.scalar(1)), g.scalar(0.5));
  const density = multiply(g, bell(g, x, 0.5), g.scalar(1 / Math.sqrt(2 * Math.PI)));
  return [multiply(g, dOut, add(g, probability, multiply(g, x, density)))];
};

/** erf′(x) = 2/√π e^(−x²). */
export const errorFunction: GradientRule = (g, node, dOut) => {
  const slope = multiply(g, bell(g, operand(node, 0), 1), g.scalar(2 / Math.sqrt(Math.PI)));
  return [multiply(g, dOut, slope)];
};

/** y = softmax(x): dx = y (dy − Σ y dy). */
export const softmax: GradientRule = (g, node, dOut) => {
  const y = result(node);
  const axis = axisAttribute(node.attributes, 'axis', y.shape.length);
  const mean = reduceAxes(g, 'ReduceSum', multiply(g, dOut, y), [axis]);
  return [multiply(g, y, subtract(g, dOut, mean))];
};

/** e^(−c x²). */
function bell(g: GraphBuilder, x: Value, c: number): Value {
  return g.one('Exp', [multiply(g, multiply(g, x, x), g.scalar(-c))]);
}
