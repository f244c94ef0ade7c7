import { candidateGrids, type Grid } from './candidateGrids.ts';

/** What decides how a picture is cut: the model's tile size and the bounds on the number of tiles. */
export interface TileRule {
  /** Side of a tile in pixels. */
  readonly tileSize: number;
  readonly minTiles: number;
  readonly maxTiles: number;
}

/**
 * The grid whose shape is nearest to the picture's. Of equally near ones a later, larger one is taken if the picture has
 * more than half the pixels that fill it.
 */
export function chooseGrid(width: number, height: number, { tileSize, minTiles, maxTiles }: TileRule): Grid {
  const aspect = width / height;
  let best: Grid = [1, 1];
  let bestDistance = Infinity;
  for (const grid of candidateGrids(minTiles, maxTiles)) {
    const [columns, rows] = grid;
    const distance = Math.abs(aspect - columns / rows);
    const isTieToTake = distance === bestDistance && width * height > 0.5 * tileSize * tileSize * columns * rows;
    if (distance < bestDistance || isTieToTake) best = grid;
    bestDistance = Math.min(bestDistance, distance);
  }
  return best;
}

/** Tiles the model reads for a grid: a picture cut into several is shown once more as a whole, if thumbnails are wanted. */
export function tileCount([columns, rows]: Grid, { thumbnail }: { thumbnail: boolean }): number {
  const tiles = columns * rows;
  return thumbnail && tiles !== 1 ? tiles + 1 : tiles;
}
