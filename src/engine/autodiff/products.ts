import { flagAttribute, floatAttribute } from '../onnx/attributes.ts';
import { multiply, transpose } from '../onnx/expressions.ts';
import type { Node, Value } from '../onnx/graph.ts';
import { float, int, type GraphBuilder } from '../onnx/graphBuilder.ts';
import { operands, sumTo, type GradientRule } from './gradientRule.ts';

/** d(AB) = dA B + A dB. */
export const matMul: GradientRule = (g, node, dOut) => {
  const [a, b] = operands(node);
  const dA = g.one('MatMul', [dOut, swapLast(g, b)]);
  const dB = g.one('MatMul', [swapLast(g, a), dOut]);
  return [sumTo(g, dA, a), sumTo(g, dB, b)];
};

/** y = α A B + β C, where A and B may be read transposed. All four products are Gemms again, which needs no transposing. */
export const gemm: GradientRule = (g, node, dOut) => {
  const [a, b] = operands(node);
  const { alpha, beta, transA, transB } = gemmAttributes(node);
  const product = (left: Value, right: Value, transLeft: boolean, transRight: boolean): Value => {
    const attributes = { alpha: float(alpha), transA: int(+transLeft), transB: int(+transRight) };
    return g.one('Gemm', [left, right], { attributes });
  };
  const c = node.inputs[2];
  return [
    transA ? product(b, dOut, transB, true) : product(dOut, b, false, !transB),
    transB ? product(dOut, a, true, transA) : product(a, dOut, !transA, false),
    c && scaled(g, sumTo(g, dOut, c), beta),
  ];
};

/** As `matMul`, of operands that are first transposed as the attributes say, and with a factor α. */
export const fusedMatMul: GradientRule = (g, node, dOut) => {
  const [a, b] = operands(node);
  const [viewA, viewB] = [viewOf(node, 'A'), viewOf(node, 'B')];
  const dY = scaled(g, dOut, floatAttribute(node.attributes, 'alpha', 1));
  const [left, right] = [seen(g, a, viewA), seen(g, b, viewB)];
  const dLeft = sumTo(g, g.one('MatMul', [dY, swapLast(g, right)]), left);
  const dRight = sumTo(g, g.one('MatMul', [swapLast(g, left), dY]), right);
  return [unseen(g, dLeft, viewA), unseen(g, dRight, viewB)];
};

function gemmAttributes({ attributes }: Node): { alpha: number; beta: number; transA: boolean; transB: boolean } {
  return {
    alpha: floatAttribute(attributes, 'alpha', 1),
    beta: floatAttribute(attributes, 'beta', 1),
    transA: flagAttribute(attributes, 'transA'),
    transB: flagAttribute(attributes, 'transB'),
  };
}

/** How FusedMatMul looks at an operand: `batch` moves the first axis in front of the last, then `swap` swaps the last two. */
interface View {
  readonly batch: boolean;
  readonly swap: boolean;
}

function viewOf({ attributes }: Node, operand: 'A' | 'B'): View {
  return {
    batch: flagAttribute(attributes, `transBatch${operand}`),
    swap: flagAttribute(attributes, `trans${operand}`),
  };
}

function seen(g: GraphBuilder, x: Value, { batch, swap }: View): Value {
  const moved = batch ? moveAxis(g, x, 0, x.shape.length - 2) : x;
  return swap ? swapLast(g, moved) : moved;
}

function unseen(g: GraphBuilder, x: Value, { batch, swap }: View): Value {
  const moved = swap ? swapLast(g, x) : x;
  return batch ? moveAxis(g, moved, x.shape.length - 2, 0) : moved;
}

function moveAxis(g: GraphBuilder, x: Value, from: number, to: number): Value {
  const order = x.shape.map((_, axis) => axis);
  order.splice(to, 0, ...order.splice(from, 1));
  return transpose(g, x, order);
}

function swapLast(g: GraphBuilder, x: Value): Value {
  const rank = x.shape.length;
  return moveAxis(g, x, rank - 1, rank - 2);
}

function scaled(g: GraphBuilder, x: Value, factor: number): Value {
  return factor === 1 ? x : multiply(g, x, g.scalar(factor));
}
