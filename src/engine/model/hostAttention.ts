// T new tokens · C rows a cache has room for · G key/value heads · R query heads that share one · K width of a head
// D model width · B sequences of t tokens each: what the T tokens of a batch are

import type { Dimension } from '../onnx/dimension.ts';
import { add, concat, reshape, softmax, transpose } from '../onnx/expressions.ts';
import type { Value } from '../onnx/graph.ts';
import { float, int, type GraphBuilder } from '../onnx/graphBuilder.ts';
import type { OutputType } from '../onnx/operators.ts';
import { reshapeFrom } from '../onnx/runtimeShapes.ts';
import type { StackConfig } from './config.ts';
import type { Attended, Heads } from './heads.ts';
import { rotate, type Rotation } from './rotary.ts';

/** What the heads may look at. */
export interface HostView {
  readonly rotation: Rotation;
  /** Added to the scores: 0 where a token may look, −∞ where not. With a cache [T, C+T]; without one [B, t·R, t]. */
  readonly mask: Value;
  readonly past?: Past;
  /** Rows [N] of the layer's output that are wanted; without it all are. Keys and values are computed of all. */
  readonly wanted?: Value;
  /** Without a cache: called with what every head looks at, [G, B, t·R, t]; each row adds up to 1. */
  readonly watch?: (probabilities: Value) => void;
}

/**
 * Keys and values of the tokens before, as the host keeps them, with room for more: head first, because products over rows
 * that lie apart take twice as long.
 */
export interface Past {
  /** [G, 1, C, K] */
  readonly keys: Value;
  readonly values: Value;
  /**
   * What of the cached and the new tokens is laid side by side: for single tokens the scores, because rows would copy the
   * whole cache; for many tokens the rows, because scores would be more.
   */
  readonly joins: 'scores' | 'rows';
  /** The lengths [C, T], to cut joined scores apart again. */
  readonly lengths: Value;
  /** The rotation of the queries, which also divides them by √K: a product that scales has no kernel for single rows. */
  readonly queries: Rotation;
}

/**
 * Attention whose cache stays in the host's hands: it enters as an input and only the new rows come out, because ONNX
 * Runtime copies every output but takes inputs as they lie.
 */
export function attendOnHost(g: GraphBuilder, heads: Heads, { width: D }: StackConfig, view: HostView): Attended {
  const [T = 1] = heads.queries.shape;
  const { rotation, mask, past } = view;
  const turned = {
    queries: rotate(g, heads.queries, past?.queries ?? rotation),
    keys: rotate(g, heads.keys, rotation),
    values: heads.values,
  };
  const { seen, keys, values } = past ? look[past.joins](g, turned, mask, past) : lookApart(g, turned, view);
  return { mixed: reshape(g, seen, [T, D]), keys, values };
}

interface Seen {
  /** [T, G, R, K] */
  readonly seen: Value;
  readonly keys: Value;
  readonly values: Value;
}

/** softmax(q kᵀ + mask) v over cached and new tokens; the new keys and values as the cache keeps them. */
const look: { readonly [joins in Past['joins']]: (g: GraphBuilder, heads: Heads, mask: Value, past: Past) => Seen } = {
  scores: overScores,
  rows: overRows,
};

function overRows(g: GraphBuilder, heads: Heads, mask: Value, past: Past): Seen {
  const { queries, keys, values } = headFirst(g, heads);
  const scores = score(g, queries, concat(g, [past.keys, keys], 2));
  const mixed = weigh(g, softmax(g, add(g, scores, mask)), concat(g, [past.values, values], 2));
  return { seen: transpose(g, mixed, [2, 0, 1, 3]), keys, values };
}

function overScores(g: GraphBuilder, heads: Heads, mask: Value, past: Past): Seen {
  const { queries, keys, values } = headFirst(g, heads);
  const scores = concat(g, [score(g, queries, past.keys), score(g, queries, keys)], -1);
  const probabilities = softmax(g, add(g, scores, mask));
  const [before, now] = splitAt(g, probabilities, past, keys);
  const mixed = add(g, weigh(g, before, past.values), weigh(g, now, values));
  return { seen: transpose(g, mixed, [2, 0, 1, 3]), keys, values };
}

/** Each of [T, G, ·, K] as [G, ·, T, K]. */
function headFirst(g: GraphBuilder, { queries, keys, values }: Heads): Heads {
  const byHead = (x: Value): Value => transpose(g, x, [1, 2, 0, 3]);
  return { queries: byHead(queries), keys: byHead(keys), values: byHead(values) };
}

/** softmax(q kᵀ / √K + mask) v within each sequence of a batch: they lie one after another among the T tokens. */
function lookApart(g: GraphBuilder, heads: Heads, { mask, watch }: HostView): Seen {
  const [T = 1, G = 1, R = 1, K = 1] = heads.queries.shape;
  const [B = 1, rows = 1, t = 1] = mask.shape;
  // Rows stay whole: turning single numbers over costs ten times as much, and a product reads its operand either way.
  const perHead = (x: Value): Value => transpose(g, reshapeFrom(g, x, [B, t, G, K], mask), [2, 0, 1, 3]);
  const queries = reshapeFrom(g, transpose(g, heads.queries, [1, 0, 2, 3]), [G, B, rows, K], mask);
  const attributes = { transB: int(1), alpha: float(1 / Math.sqrt(Number(K))) };
  const scores = g.one('FusedMatMul', [queries, perHead(heads.keys)], { attributes, name: 'scores' });
  const probabilities = softmax(g, add(g, scores, mask));
  watch?.(probabilities);
  const mixed = g.one('MatMul', [probabilities, perHead(heads.values)], { name: 'mixed' });
  const seen = transpose(g, reshape(g, mixed, [G, T, R, K]), [1, 0, 2, 3]);
  return { seen, keys: heads.keys, values: heads.values };
}

/** q kᵀ: [G, R, T, K] and [G, 1, rows, K] give [G, R, T, rows]. */
function score(g: GraphBuilder, queries: Value, keys: Value): Value {
  return g.one('FusedMatMul', [queries, keys], { attributes: { transB: int(1) }, name: 'scores' });
}

/** [G, R, T, rows] and [G, 1, rows, K] give [G, R, T, K]. */
function weigh(g: GraphBuilder, probabilities: Value, values: Value): Value {
  return g.one('MatMul', [probabilities, values], { name: 'mixed' });
}

/** Scores [G, R, T, C+T] apart again: those of the cached and those of the new tokens. */
function splitAt(g: GraphBuilder, scores: Value, past: Past, keys: Value): [Value, Value] {
  const length = (of: Value): Dimension => of.shape[2] ?? 1;
  const cut = (to: Value): OutputType => ({ dtype: scores.dtype, shape: scores.shape.with(-1, length(to)) });
  const options = { attributes: { axis: int(-1) }, target: [cut(past.keys), cut(keys)] };
  // Split makes one value for each of its two lengths.
  return g.add('Split', [scores, past.lengths], options) as [Value, Value];
}
