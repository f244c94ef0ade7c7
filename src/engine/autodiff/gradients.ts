import type { Op } from '../onnx/operators.ts';
import * as activations from './activations.ts';
import * as elementwise from './elementwise.ts';
import { GradientError, operand, type GradientRule } from './gradientRule.ts';
import * as indexing from './indexing.ts';
import * as normalizations from './normalizations.ts';
import * as products from './products.ts';
import * as reductions from './reductions.ts';
import * as shapes from './shapes.ts';

/** A result that no small change of the inputs changes: comparisons, shapes, signs. */
const constant: GradientRule = (_g, { inputs }) => inputs.map(() => undefined);

/** Operators of quantized or cached models, which run but do not learn. */
const inferenceOnly: GradientRule = (_g, { name, op }) => {
  throw new GradientError(`${name}: ${op} is for running a model, not for training one.`);
};

/** The rotation's inverse: the same by the negative angles. The tables of angles are no parameters. */
const rotation: GradientRule = (g, node, dOut) => {
  const [position, cosine, sine] = [operand(node, 1), operand(node, 2), operand(node, 3)];
  const inputs = [dOut, position, cosine, g.one('Neg', [sine])];
  return [g.one('RotaryEmbedding', inputs, { attributes: node.attributes }), undefined, undefined, undefined];
};

/** How each operator passes a gradient back. An operator without a row does not compile. */
export const gradients: { readonly [op in Op]: GradientRule } = {
  Abs: elementwise.absolute,
  Add: elementwise.addition,
  Cast: elementwise.conversion,
  Concat: shapes.joining,
  Div: elementwise.division,
  Equal: constant,
  Erf: activations.errorFunction,
  Exp: elementwise.exponential,
  Expand: shapes.expansion,
  FusedMatMul: products.fusedMatMul,
  Gather: indexing.gathering,
  GatherElements: indexing.gatheringElements,
  Gelu: activations.gelu,
  Gemm: products.gemm,
  GreaterOrEqual: constant,
  GroupQueryAttention: inferenceOnly,
  Identity: elementwise.identity,
  LayerNormalization: normalizations.layerNorm,
  Log: elementwise.logarithm,
  MatMul: products.matMul,
  MatMulIntegerToFloat: inferenceOnly,
  MatMulNBits: inferenceOnly,
  Max: elementwise.maximum,
  Mul: elementwise.multiplication,
  Neg: elementwise.negation,
  QuantizeLinear: inferenceOnly,
  QuickGelu: activations.quickGelu,
  ReduceLogSumExp: reductions.reduceLogSumExp,
  ReduceMax: reductions.reduceMax,
  ReduceMean: reductions.reduceMean,
  ReduceSum: reductions.reduceSum,
  Reshape: shapes.reshaping,
  RotaryEmbedding: rotation,
  ScatterElements: indexing.scatteringElements,
  ScatterND: indexing.scatteringRows,
  Shape: constant,
  Sigmoid: activations.sigmoid,
  Sign: constant,
  SimplifiedLayerNormalization: normalizations.rmsNorm,
  SkipSimplifiedLayerNormalization: inferenceOnly,
  Softmax: activations.softmax,
  Split: shapes.cutting,
  Sqrt: elementwise.squareRoot,
  Sub: elementwise.subtraction,
  Tanh: activations.tangent,
  Transpose: shapes.transposing,
};
