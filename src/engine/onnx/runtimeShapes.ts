import type { Dimension } from './dimension.ts';
import type { Value } from './graph.ts';
import { int, type GraphBuilder } from './graphBuilder.ts';
import { ShapeError } from './operators.ts';

/** The sizes of `x` along the axes from `begin` to `end` as the running graph knows them, int64. */
export function shapeOf(g: GraphBuilder, x: Value, begin = 0, end = x.shape.length): Value {
  const attributes = { start: int(begin), end: int(end) };
  return g.one('Shape', [x], { attributes, target: [{ dtype: 'int64', shape: [end - begin] }] });
}

/** The size that `symbol` stands for, read off `like`, which has it among its axes; int64 [1]. */
export function sizeOf(g: GraphBuilder, like: Value, symbol: Dimension): Value {
  const axis = like.shape.indexOf(symbol);
  if (axis < 0) throw new ShapeError(`${like.name} [${like.shape.join(', ')}] has no axis of size ${symbol}.`);
  return shapeOf(g, like, axis, axis + 1);
}
