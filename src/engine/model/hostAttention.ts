// T new tokens · P cached tokens · S = P + T · G key/value heads · R query heads that share one · K width of a head
// D model width · B sequences of t tokens each: what the T tokens of a batch are

import { times, type Dimension } from '../onnx/dimension.ts';
import { add, concat, multiply, reshape, softmax, transpose } from '../onnx/expressions.ts';
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
  /** Added to the scores: 0 where a token may look, −∞ where not. With a cache [T·R, S], or [1, S] for all rows alike; without one [B, t·R, t]. */
  readonly mask: Value;
  readonly past?: Past;
}

/** Keys and values of the tokens before, as the host keeps them: position first, so that a cache grows in place. */
export interface Past {
  /** [P, G, K] */
  readonly keys: Value;
  readonly values: Value;
  /** The lengths [P, T], to cut the scores apart again. */
  readonly lengths: Value;
}

/**
 * Attention whose cache stays in the host's hands: it enters as an input and only the new rows come out, because ONNX
 * Runtime copies every output but takes inputs as they lie.
 */
export function attendOnHost(
  g: GraphBuilder,
  { queries, keys, values }: Heads,
  { keyValueHeads: G, headWidth: K, heads, width: D }: StackConfig,
  { rotation, mask, past }: HostView,
): Attended {
  const [T = 1] = queries.shape;
  const R = heads / G;
  const rotated = reshape(g, rotate(g, queries, rotation), [T, G, R, K]);
  const rows: Rows = {
    queries: reshape(g, transpose(g, rotated, [1, 0, 2, 3]), [G, times(T, R), K]),
    keys: reshape(g, rotate(g, keys, rotation), [T, G, K]),
    values: reshape(g, values, [T, G, K]),
  };
  const seen = past ? mixWithPast(g, rows, mask, past) : mixApart(g, rows, mask);
  const byToken = transpose(g, reshape(g, seen, [G, T, R, K]), [1, 0, 2, 3]);
  return { mixed: reshape(g, byToken, [T, D]), keys: rows.keys, values: rows.values };
}

interface Rows {
  /** [G, T·R, K] */
  readonly queries: Value;
  /** [T, G, K] */
  readonly keys: Value;
  readonly values: Value;
}

/** softmax(q kᵀ / √K + mask) v over cached and new tokens, [G, T·R, K]. */
function mixWithPast(g: GraphBuilder, { queries, keys, values }: Rows, mask: Value, past: Past): Value {
  const scores = concat(g, [score(g, queries, past.keys), score(g, queries, keys)], -1);
  const probabilities = softmax(g, add(g, scores, mask));
  const [before, now] = splitAt(g, probabilities, past, keys);
  return add(g, weigh(g, before, past.values), weigh(g, now, values));
}

/** The same within each sequence of a batch: they lie one after another among the T tokens. */
function mixApart(g: GraphBuilder, { queries, keys, values }: Rows, mask: Value): Value {
  const [G = 1, , K = 1] = queries.shape;
  const [B = 1, rows = 1, t = 1] = mask.shape;
  const apart = reshapeFrom(g, queries, [G, B, rows, K], mask);
  const perHead = (x: Value, order: readonly number[]): Value =>
    transpose(g, reshapeFrom(g, x, [B, t, G, K], mask), order);
  const scaled = multiply(g, apart, g.scalar(1 / Math.sqrt(Number(K))));
  const scores = g.one('MatMul', [scaled, perHead(keys, [2, 0, 3, 1])], { name: 'scores' });
  const probabilities = softmax(g, add(g, scores, mask));
  const mixed = g.one('MatMul', [probabilities, perHead(values, [2, 0, 1, 3])], { name: 'mixed' });
  return reshape(g, mixed, queries.shape);
}

/** q kᵀ / √K: [G, rows, K] and [P, G, K] give [G, rows, P]. */
function score(g: GraphBuilder, queries: Value, keys: Value): Value {
  const scale = 1 / Math.sqrt(Number(keys.shape[2]));
  const attributes = { transB: int(1), transBatchB: int(1), alpha: float(scale) };
  return g.one('FusedMatMul', [queries, keys], { attributes, name: 'scores' });
}

/** [G, rows, P] and [P, G, K] give [G, rows, K]. */
function weigh(g: GraphBuilder, probabilities: Value, values: Value): Value {
  return g.one('FusedMatMul', [probabilities, values], { attributes: { transBatchB: int(1) }, name: 'mixed' });
}

/** Scores [G, rows, P+T] apart again: those of the cached and those of the new tokens. */
function splitAt(g: GraphBuilder, scores: Value, past: Past, keys: Value): [Value, Value] {
  const length = (of: Value): Dimension => of.shape[0] ?? 1;
  const cut = (to: Value): OutputType => ({ dtype: scores.dtype, shape: scores.shape.with(-1, length(to)) });
  const options = { attributes: { axis: int(-1) }, target: [cut(past.keys), cut(keys)] };
  // Split makes one value for each of its two lengths.
  return g.add('Split', [scores, past.lengths], options) as [Value, Value];
}
