import { axisAttribute, intsAttribute } from '../onnx/attributes.ts';
import { concat, transpose } from '../onnx/expressions.ts';
import { int } from '../onnx/graphBuilder.ts';
import { reshapeFrom, shapeOf } from '../onnx/runtimeShapes.ts';
import { operand, result, sumTo, type GradientRule } from './gradientRule.ts';

/** The gradient takes the input's shape again. */
export const reshaping: GradientRule = (g, node, dOut) => {
  const x = operand(node, 0);
  return [reshapeFrom(g, dOut, x.shape, x)];
};

/** The gradient's axes go back to where they were. */
export const transposing: GradientRule = (g, node, dOut) => {
  const order = intsAttribute(node.attributes, 'perm');
  return [
    transpose(
      g,
      dOut,
      order.map((_, axis) => order.indexOf(axis)),
    ),
  ];
};

/** What was repeated is added up. */
export const expansion: GradientRule = (g, node, dOut) => [sumTo(g, dOut, operand(node, 0))];

/** The gradient is cut into the pieces that were joined. */
export const joining: GradientRule = (g, node, dOut) => {
  const axis = axisAttribute(node.attributes, 'axis', dOut.shape.length);
  const pieces = node.inputs.map((_, i) => operand(node, i));
  const lengths = concat(
    g,
    pieces.map((piece) => shapeOf(g, piece, axis, axis + 1)),
    0,
  );
  const target = pieces.map(({ dtype, shape }) => ({ dtype, shape }));
  return g.add('Split', [dOut, lengths], { attributes: { axis: int(axis) }, target });
};

/** The gradients of the pieces are joined. */
export const cutting: GradientRule = (g, node, ...dPieces) => {
  return [concat(g, dPieces, axisAttribute(node.attributes, 'axis', result(node).shape.length))];
};
