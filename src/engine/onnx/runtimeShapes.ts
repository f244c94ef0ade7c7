import type { Dimension, Shape } from './dimension.ts';
import { concat, reshape, unknownAxes } from './expressions.ts';
import type { Value } from './graph.ts';
import { int, type GraphBuilder } from './graphBuilder.ts';
import { ShapeError } from './operators.ts';

/** The sizes of `x` along the axes from `begin` to `end` as the running graph knows them, int64. */
export function shapeOf(g: GraphBuilder, x: Value, begin = 0, end = x.shape.length): Value {
  if (isKnown(x.shape.slice(begin, end))) return g.ints(x.shape.slice(begin, end).map(Number));
  const attributes = { start: int(begin), end: int(end) };
  return g.one('Shape', [x], { attributes, target: [{ dtype: 'int64', shape: [end - begin] }] });
}

/** As `reshape`, where several unknown axes may move: their sizes are read off `like`, which has them too. */
export function reshapeFrom(g: GraphBuilder, x: Value, shape: Shape, like: Value): Value {
  if (unknownAxes(x, shape) <= 1) return reshape(g, x, shape);
  const sizes = shape.map((size) => (typeof size === 'number' ? g.ints([size]) : sizeOf(g, like, size)));
  return g.one('Reshape', [x, concat(g, sizes, 0)], { target: [{ dtype: x.dtype, shape }] });
}

/** `x` repeated along its axes of size 1 until it has the shape of `like`. */
export function expandLike(g: GraphBuilder, x: Value, like: Value): Value {
  return g.one('Expand', [x, shapeOf(g, like)], { target: [{ dtype: x.dtype, shape: like.shape }] });
}

/** Zeros in the shape of `like`. */
export function zerosLike(g: GraphBuilder, like: Value): Value {
  return expandLike(g, g.scalar(0), like);
}

function sizeOf(g: GraphBuilder, like: Value, symbol: Dimension): Value {
  const axis = like.shape.indexOf(symbol);
  if (axis < 0) throw new ShapeError(`${like.name} [${like.shape.join(', ')}] has no axis of size ${symbol}.`);
  return shapeOf(g, like, axis, axis + 1);
}

function isKnown(shape: Shape): boolean {
  return shape.every((size) => typeof size === 'number');
}
