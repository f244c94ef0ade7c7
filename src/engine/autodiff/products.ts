import { flagAttribute, floatAttribute } from '../onnx/attributes.ts';
import { multiply, transpose } from '../onnx/expressions.ts';
import type { Node, Value } from '../onnx/graph.ts';
import { float, int, type GraphBuilder } from '../onnx/graphBuilder.ts';
import { operands, sumTo, type GradientRule } from './gradientRule.ts';

/** d(AB) = dA B + A dB. */
export const matMul: GradientRule = (g, node, dOut) => {
  const [a, b] = operands(node);
  const [dA, dB] = [product(g, dOut, b, { transB: true }), product(g, a, dOut, { transA: true })];
  return [sumTo(g, dA, a), sumTo(g, dB, b)];
};

/** y = α A B + β C, where A and B may be read transposed. All four products are Gemms again, which needs no transposing. */
export const gemm: GradientRule = (g, node, dOut) => {
  const [a, b] = operands(node);
  const { alpha, beta, transA, transB } = gemmAttributes(node);
  const times = (left: Value, right: Value, transLeft: boolean, transRight: boolean): Value => {
    const attributes = { alpha: float(alpha), transA: int(+transLeft), transB: int(+transRight) };
    return g.one('Gemm', [left, right], { attributes });
  };
  const c = node.inputs[2];
  return [
    transA ? times(b, dOut, transB, true) : times(dOut, b, false, !transB),
    transB ? times(dOut, a, true, transA) : times(a, dOut, !transA, false),
    c && scaled(g, sumTo(g, dOut, c), beta),
  ];
};

/** As `matMul`, of operands that are first transposed as the attributes say, and with a factor α. */
export const fusedMatMul: GradientRule = (g, node, dOut) => {
  const [viewA, viewB] = [viewOf(node, 'A'), viewOf(node, 'B')];
  return viewA.batch || viewB.batch ? movedGradients(g, node, dOut) : swappedGradients(g, node, dOut);
};

/** As with `gemm`, nothing need be transposed. */
function swappedGradients(g: GraphBuilder, node: Node, dOut: Value): Value[] {
  const [a, b] = operands(node);
  const alpha = floatAttribute(node.attributes, 'alpha', 1);
  const [transA, transB] = [viewOf(node, 'A').swap, viewOf(node, 'B').swap];
  const dA = transA
    ? product(g, b, dOut, { alpha, transA: transB, transB: true })
    : product(g, dOut, b, { alpha, transB: !transB });
  const dB = transB
    ? product(g, dOut, a, { alpha, transA: true, transB: transA })
    : product(g, a, dOut, { alpha, transA: !transA });
  return [sumTo(g, dA, a), sumTo(g, dB, b)];
}

/** Where axes move as well, operands are laid out as they are seen. */
function movedGradients(g: GraphBuilder, node: Node, dOut: Value): Value[] {
  const [a, b] = operands(node);
  const [viewA, viewB] = [viewOf(node, 'A'), viewOf(node, 'B')];
  const dY = scaled(g, dOut, floatAttribute(node.attributes, 'alpha', 1));
  const [left, right] = [seen(g, a, viewA), seen(g, b, viewB)];
  const dLeft = sumTo(g, product(g, dY, right, { transB: true }), left);
  const dRight = sumTo(g, product(g, left, dY, { transA: true }), right);
  return [unseen(g, dLeft, viewA), unseen(g, dRight, viewB)];
}

/** α A B, of matrices that may be read transposed. */
function product(
  g: GraphBuilder,
  a: Value,
  b: Value,
  { alpha = 1, transA = false, transB = false }: { alpha?: number; transA?: boolean; transB?: boolean },
): Value {
  if (alpha === 1 && !transA && !transB) return g.one('MatMul', [a, b]);
  return g.one('FusedMatMul', [a, b], {
    attributes: { alpha: float(alpha), transA: int(+transA), transB: int(+transB) },
    name: 'matMul',
  });
}

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
