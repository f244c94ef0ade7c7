import type { DType } from '../tensor/dtype.ts';
import { dataTypes } from './dataTypes.ts';
import type { Dimension, Shape } from './dimension.ts';
import type { Value } from './graph.ts';
import { float, int, ints, type GraphBuilder } from './graphBuilder.ts';
import { ShapeError } from './operators.ts';

/** a + b, broadcast. */
export const add = (g: GraphBuilder, a: Value, b: Value): Value => g.one('Add', [a, b]);
/** a − b, broadcast. */
export const subtract = (g: GraphBuilder, a: Value, b: Value): Value => g.one('Sub', [a, b]);
/** a · b element by element, broadcast. */
export const multiply = (g: GraphBuilder, a: Value, b: Value): Value => g.one('Mul', [a, b]);
/** a / b element by element, broadcast. */
export const divide = (g: GraphBuilder, a: Value, b: Value): Value => g.one('Div', [a, b]);
/** x · sigmoid(x). */
export const silu = (g: GraphBuilder, x: Value): Value => g.one('QuickGelu', [x], { attributes: { alpha: float(1) } });
/** The exact (erf) Gelu. */
export const gelu = (g: GraphBuilder, x: Value): Value => g.one('Gelu', [x]);
/** Softmax over the last axis. */
export const softmax = (g: GraphBuilder, x: Value): Value => g.one('Softmax', [x], { attributes: { axis: int(-1) } });
/** Rows of `table` picked by `indices`. */
export const gatherRows = (g: GraphBuilder, table: Value, indices: Value): Value =>
  g.one('Gather', [table, indices], { attributes: { axis: int(0) } });
/** The same numbers in another element type. */
export const cast = (g: GraphBuilder, x: Value, dtype: DType): Value =>
  g.one('Cast', [x], { attributes: { to: int(dataTypes[dtype]) }, target: [{ dtype, shape: x.shape }] });
/** Values joined along `axis`. */
export const concat = (g: GraphBuilder, values: readonly Value[], axis: number): Value =>
  g.one('Concat', values, { attributes: { axis: int(axis) } });
/** Axes in a new order. */
export const transpose = (g: GraphBuilder, x: Value, order: readonly number[]): Value =>
  g.one('Transpose', [x], { attributes: { perm: ints(order) } });

/** x · Wᵀ (+ bias) with W as checkpoints store it, [out, in]; x is [rows, in]. */
export function linear(g: GraphBuilder, x: Value, weight: Value, bias?: Value): Value {
  return g.one('Gemm', bias ? [x, weight, bias] : [x, weight], { attributes: { transB: int(1) }, name: 'linear' });
}

/** The same numbers under another shape. At most one symbolic axis may move; those that stay in place are free. */
export function reshape(g: GraphBuilder, x: Value, shape: Shape): Value {
  const sizes = shape.map((size, axis) => staticSize(x, size, axis));
  if (unknownAxes(x, shape) > 1) {
    throw new ShapeError(`[${x.shape.join(', ')}] cannot be reshaped to [${shape.join(', ')}]: two unknown axes move.`);
  }
  return g.one('Reshape', [x, g.ints(sizes)], { target: [{ dtype: x.dtype, shape }] });
}

/** How many axes of `shape` have an unknown size that `x` does not have in the same place. */
export function unknownAxes(x: Value, shape: Shape): number {
  return shape.filter((size, axis) => staticSize(x, size, axis) === -1).length;
}

function staticSize(x: Value, size: Dimension, axis: number): number {
  if (typeof size === 'number') return size;
  return x.shape[axis] === size ? 0 : -1;
}

/** `x` cut along `axis` into pieces of known sizes. */
export function split<const S extends readonly number[]>(
  g: GraphBuilder,
  x: Value,
  axis: number,
  sizes: S,
): { -readonly [I in keyof S]: Value } {
  const target = sizes.map((size) => ({ dtype: x.dtype, shape: x.shape.with(axis, size) }));
  // Split makes one value for each size.
  return g.add('Split', [x, g.ints(sizes)], { attributes: { axis: int(axis) }, target }) as { [I in keyof S]: Value };
}

/** Sum over the last axis, which stays with size 1. */
export const sumLast = (g: GraphBuilder, x: Value): Value => reduceAxes(g, 'ReduceSum', x, [-1]);

/** A reduction over some axes, which stay with size 1. */
export function reduceAxes(
  g: GraphBuilder,
  op: 'ReduceLogSumExp' | 'ReduceMax' | 'ReduceMean' | 'ReduceSum',
  x: Value,
  axes: readonly number[],
): Value {
  // ONNX takes an empty list of axes for all of them.
  if (axes.length === 0) return x;
  const shape = axes.reduce((sizes, axis) => sizes.with(axis, 1), x.shape);
  return g.one(op, [x, g.ints(axes)], { target: [{ dtype: x.dtype, shape }] });
}

/** `x`, whose first axis has size 1, repeated along it as often as `like` is long. */
export function repeatLike(g: GraphBuilder, x: Value, like: Value): Value {
  const length = g.one('Shape', [like], {
    attributes: { start: int(0), end: int(1) },
    target: [{ dtype: 'int64', shape: [1] }],
  });
  const shape = concat(g, [length, g.ints(x.shape.slice(1).map(() => 1))], 0);
  return g.one('Expand', [x, shape], { target: [{ dtype: x.dtype, shape: x.shape.with(0, like.shape[0] ?? 1) }] });
}
