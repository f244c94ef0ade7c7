// I tiles · S pixels along a side · p patch side · W patches along a side · D width

import { add, linear, reshape, split, transpose } from '../onnx/expressions.ts';
import { times } from '../onnx/dimension.ts';
import type { Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import { patchesPerSide, type TileConfig } from './config.ts';
import { weighted } from './weighted.ts';

/** Names of the patch embedding's parameters and the width it makes. */
export interface PatchEmbedding {
  readonly patch: string;
  readonly position: string;
  readonly width: number;
}

/** Pixels [I, 3, S, S] to patches [I, W·W, D] without positions: the convolution whose kernel is its stride, as one matrix product. */
export function embedPatches(
  g: GraphBuilder,
  pixels: Value,
  tile: TileConfig,
  { patch, width: D }: PatchEmbedding,
): Value {
  const { channels: C, patchSize: p } = tile;
  const W = patchesPerSide(tile);
  const [I = 1] = pixels.shape;
  const squares = transpose(g, reshape(g, pixels, [I, C, W, p, W, p]), [0, 2, 4, 1, 3, 5]);
  const rows = reshape(g, squares, [times(I, W * W), C * p * p]);
  return reshape(g, linear(g, rows, ...weighted(g, patch, [D, C * p * p], true)), [I, W * W, D]);
}

/** The learned positions, apart: that of the class token [1, D] and those of the patches [W·W, D]. */
export function positions(g: GraphBuilder, tile: TileConfig, { position, width: D }: PatchEmbedding): [Value, Value] {
  const count = patchesPerSide(tile) ** 2;
  return split(g, g.parameter(position, [1 + count, D]), 0, [1, count]);
}

/** HoVLE's patch embedding: patches plus learned positions, as rows [I·W·W, D]. */
export function patchEmbedding(g: GraphBuilder, pixels: Value, tile: TileConfig, parts: PatchEmbedding): Value {
  const [, patchPositions] = positions(g, tile, parts);
  const patches = add(g, embedPatches(g, pixels, tile, parts), patchPositions);
  return reshape(g, patches, [times(pixels.shape[0] ?? 1, patchesPerSide(tile) ** 2), parts.width]);
}
