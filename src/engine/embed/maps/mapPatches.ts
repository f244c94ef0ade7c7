import type { ImageSummary } from '../../api/imageApi.ts';
import type { MapView, WordMap } from '../../api/mapApi.ts';
import { patchesPerSide, tokensPerTile, type ModelConfig } from '../../model/config.ts';

type Patch = WordMap['patches'][number];

/** Patches of each picture along a side of a tile: of the finest that a method can tell apart. */
export function sideOfMap(config: ModelConfig, method: 'gradient' | 'attention'): number {
  const isFine = method === 'gradient' && config.layout === 'hovle';
  return isFine ? patchesPerSide(config.tile) : Math.sqrt(tokensPerTile(config.tile));
}

/** What each value of a map stands for: tile by tile, row by row, thumbnails last. */
export function mapPatches(summaries: readonly ImageSummary[], side: number): Patch[] {
  return summaries.flatMap(({ grid: [columns, rows], tiles }, image) =>
    Array.from({ length: tiles * side * side }, (_, index): Patch => {
      const [tile, within] = [Math.floor(index / (side * side)), index % (side * side)];
      const place = { row: Math.floor(within / side), column: within % side };
      return { kind: 'patch', image, tile, ...place, thumbnail: tile >= columns * rows };
    }),
  );
}

/**
 * Values that add up, with the thumbnail's laid over the tiles: each of its patches covers as many of theirs as there are
 * tiles, and gives each an equal part. Nothing of the whole is lost.
 */
export function withoutThumbnails(
  patches: readonly Patch[],
  views: readonly MapView[],
  { summaries, side }: { summaries: readonly ImageSummary[]; side: number },
): { patches: Patch[]; views: MapView[] } {
  if (!patches.some(({ thumbnail }) => thumbnail)) return { patches: [...patches], views: [...views] };
  const kept = [...patches.keys()].filter((p) => !patches[p]!.thumbnail);
  const thumbnails = new Map(
    [...patches.entries()].flatMap(([p, patch]) => (patch.thumbnail ? [[keyOf(patch.image, patch), p] as const] : [])),
  );
  const spread = (values: Float32Array, p: number): number => {
    // Kept indices are those of patches.
    const { image, tile, row, column } = patches[p]!;
    const { grid: [columns, rows] = [1, 1] } = summaries[image] ?? {};
    const [x, y] = [(tile % columns) * side + column, Math.floor(tile / columns) * side + row];
    const above = thumbnails.get(keyOf(image, { row: Math.floor(y / rows), column: Math.floor(x / columns) }));
    return values[p]! + (above === undefined ? 0 : values[above]! / (columns * rows));
  };
  return {
    patches: kept.map((p) => patches[p]!),
    views: views.map((view) => ({ ...view, values: Float32Array.from(kept, (p) => spread(view.values, p)) })),
  };
}

function keyOf(image: number, { row, column }: Pick<Patch, 'row' | 'column'>): string {
  return `${image} ${row} ${column}`;
}
