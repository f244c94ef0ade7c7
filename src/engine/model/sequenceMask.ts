// B rows of t tokens each, a batch · R query heads that share a key/value head

import { times } from '../onnx/dimension.ts';
import { add, multiply, subtract } from '../onnx/expressions.ts';
import type { Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';

/**
 * What is added to the scores of a batch, [B, t·R, t]: 0 where a token may look, far below any score where not. Inputs say
 * of every token its `sequence` and its `branch`, 0 where all branches of a sequence share it, and which places of a row are `later`.
 * Made on the device, as it is far larger than all else that a batch consists of.
 */
export function sequenceMask(g: GraphBuilder, name: string, { B, t, R }: BatchSizes): Value {
  const rows = times(t, R);
  const of = (what: 'sequence' | 'branch') => ({
    query: g.input(`${name}.query.${what}`, 'float32', [B, rows, 1]),
    key: g.input(`${name}.key.${what}`, 'float32', [B, 1, t]),
  });
  const [sequence, branch] = [of('sequence'), of('branch')];
  const later = g.input(`${name}.later`, 'float32', [rows, t]);
  const otherSequence = squaredDifference(g, sequence);
  const otherBranch = multiply(g, squaredDifference(g, branch), branch.key);
  const hindrances = add(g, add(g, otherSequence, otherBranch), later);
  return multiply(g, hindrances, g.scalar(blocked));
}

/** How long a batch is, and how heads share. */
interface BatchSizes {
  readonly B: string;
  readonly t: string;
  readonly R: number;
}

/** Finite, also times the square of the longest row: a row in which nothing may be seen must not make a NaN. */
const blocked = -1e25;

function squaredDifference(g: GraphBuilder, { query, key }: { query: Value; key: Value }): Value {
  const difference = subtract(g, query, key);
  return multiply(g, difference, difference);
}
