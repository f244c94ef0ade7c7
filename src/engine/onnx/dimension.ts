/**
 * A size along one axis: a number, or a symbol such as `T` that is known only when the graph runs.
 * Products and sums of symbols are spelt out (`2*T`, `P+T`), so that equal sizes have equal spellings.
 */
export type Dimension = number | string;
export type Shape = readonly Dimension[];

/** `dimension` times a whole number. */
export function times(dimension: Dimension, factor: number): Dimension {
  if (typeof dimension === 'number') return dimension * factor;
  if (factor === 1) return dimension;
  const [, count = '1', symbol = dimension] = /^(\d+)\*(.*)$/.exec(dimension) ?? [];
  return `${Number(count) * factor}*${symbol}`;
}

/** The sizes added up, numbers first combined. */
export function sum(dimensions: readonly Dimension[]): Dimension {
  const known = dimensions.filter((d) => typeof d === 'number').reduce((a, b) => a + b, 0);
  const symbols = dimensions.filter((d) => typeof d === 'string');
  if (symbols.length === 0) return known;
  return [...symbols, ...(known ? [known] : [])].join('+');
}

/** The size two axes have together when one of them may be 1 and is repeated; undefined when they do not fit. */
function broadcast(a: Dimension, b: Dimension): Dimension | undefined {
  if (a === b || b === 1) return a;
  return a === 1 ? b : undefined;
}

/** The shape of two operands broadcast against each other, aligned at the last axis; undefined when they do not fit. */
export function broadcastShapes(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length);
  const axes = Array.from({ length: rank }, (_, i) =>
    broadcast(a[a.length - rank + i] ?? 1, b[b.length - rank + i] ?? 1),
  );
  return axes.every((axis) => axis !== undefined) ? axes : undefined;
}
