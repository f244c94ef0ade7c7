// E embedding-module rows · T language-model tokens · W patches along a tile's side · f of them that fold along a side

import type { Tensors } from '../../compile/weightlessSession.ts';
import type { Span } from '../../generate/decoder.ts';
import { embeddingRowsPerTile, patchesPerSide, tokensPerTile, type ModelConfig } from '../../model/config.ts';
import { int64 } from '../../tensor/hostTensor.ts';

/** Where everything of a sequence lies in either stack. */
export interface SequenceLayout {
  /** E */
  readonly rows: number;
  /** T */
  readonly tokens: number;
  /** For each token of the language model the rows of the embedding module that it is made of. */
  readonly sources: readonly (readonly number[])[];
  /** The tokens that stand for pictures, in their order. */
  readonly imageTokens: readonly number[];
  /** The rows that stand for pictures. */
  readonly imageRows: readonly number[];
  /** What the bridge between the stacks reads in the post layout. */
  readonly fold: Tensors;
}

/** Lays words and pictures out as the model reads them. */
export function layOut(spans: readonly Span[], config: ModelConfig): SequenceLayout {
  const sources: number[][] = [];
  const [imageTokens, imageRows]: [number[], number[]] = [[], []];
  let rows = 0;
  for (const span of spans) {
    const count = span.kind === 'text' ? span.ids.length : span.embeddingTokenCount;
    const own = Array.from({ length: count }, (_, i) => rows + i);
    rows += count;
    const groups = span.kind === 'text' ? own.map((row) => [row]) : foldGroups(own, config);
    if (span.kind === 'image') {
      for (const row of own) imageRows.push(row);
      for (const [i] of groups.entries()) imageTokens.push(sources.length + i);
    }
    sources.push(...groups);
  }
  return { rows, tokens: sources.length, sources, imageTokens, imageRows, fold: foldFeeds(sources, rows, config) };
}

/** Rows of a picture's tiles, grouped as they fold into tokens: squares of f × f neighbours, row by row. */
function foldGroups(rows: readonly number[], config: ModelConfig): number[][] {
  const perTile = embeddingRowsPerTile(config);
  if (perTile === tokensPerTile(config.tile)) return rows.map((row) => [row]);
  const [W, f] = [patchesPerSide(config.tile), config.tile.shuffle];
  const side = W / f;
  return Array.from({ length: (rows.length / perTile) * side * side }, (_, token) => {
    const [tile, within] = [Math.floor(token / (side * side)), token % (side * side)];
    const corner = tile * perTile + Math.floor(within / side) * f * W + (within % side) * f;
    const square = Array.from({ length: f * f }, (__, i) => corner + Math.floor(i / f) * W + (i % f));
    // The square lies inside the tile.
    return square.map((index) => rows[index]!);
  });
}

function foldFeeds(sources: readonly (readonly number[])[], rows: number, config: ModelConfig): Tensors {
  if (config.layout !== 'hovle' || config.pixelShuffle !== 'post') return {};
  const folded = sources.filter((group) => group.length > 1);
  // The graph folds patches row by row of the picture.
  const patches = folded.flat().toSorted((a, b) => a - b);
  let next = rows;
  const order = sources.map((group) => (group.length > 1 ? next++ : (group[0] ?? 0)));
  return { patch_rows: int64([patches.length], patches), order: int64([order.length], order) };
}
