// B bands of `factor` patch rows each · W patches along a row · C channels · N = B · W/factor folded tokens

import { reshape, transpose } from '../onnx/expressions.ts';
import type { Dimension } from '../onnx/dimension.ts';
import type { Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';

/**
 * Folds each square of factor × factor neighbouring patches into one token whose channels are theirs, row by row.
 * x holds patches row-major, [rows, C], and may be any whole number of bands: a tile, several, or part of one.
 * Returns [N, factor²·C].
 */
export function pixelShuffle(
  g: GraphBuilder,
  x: Value,
  grid: { patchesPerRow: number; factor: number; tokens: Dimension },
): Value {
  const { patchesPerRow: W, factor, tokens } = grid;
  const C = Number(x.shape.at(-1));
  const squares = reshape(g, x, ['bands', factor, W / factor, factor, C]);
  return reshape(g, transpose(g, squares, [0, 2, 1, 3, 4]), [tokens, factor * factor * C]);
}
