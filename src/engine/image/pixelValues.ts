import type { Grid } from './candidateGrids.ts';
import { resizeBicubic } from './resizeBicubic.ts';
import type { RgbImage } from './rgbImage.ts';
import { chooseGrid, tileCount, type TileRule } from './tileGrid.ts';

// N tiles · 3 red, green, blue · S side of a tile in pixels

/** How a model wants its pictures. */
export interface TilingOptions extends TileRule {
  /** Whether a picture cut into several tiles is shown once more as a whole, after them. */
  readonly thumbnail: boolean;
}

/** A picture as the model reads it. */
export interface TiledImage {
  /** Pixels of the picture before it was cut. */
  readonly width: number;
  readonly height: number;
  readonly grid: Grid;
  /** Tiles, thumbnail included. */
  readonly tiles: number;
  /** Normalised colours, [tiles, 3, tileSize, tileSize]: the grid's tiles row by row, then the thumbnail. */
  readonly pixelValues: Float32Array;
}

/** Cuts a picture into tiles and normalises them, as the published preprocessing does. */
export function tileImage(image: RgbImage, options: TilingOptions): TiledImage {
  const { width, height } = image;
  const { tileSize } = options;
  const grid = chooseGrid(width, height, options);
  const tiles = tileCount(grid, options);
  const pixelValues_N3SS = new Float32Array(tiles * 3 * tileSize * tileSize);
  writeTiles(resizeBicubic(image, grid[0] * tileSize, grid[1] * tileSize), grid, pixelValues_N3SS);
  if (tiles > grid[0] * grid[1]) {
    const thumbnail_3SS = pixelValues_N3SS.subarray((tiles - 1) * 3 * tileSize * tileSize);
    writeTiles(resizeBicubic(image, tileSize, tileSize), [1, 1], thumbnail_3SS);
  }
  return { width, height, grid, tiles, pixelValues: pixelValues_N3SS };
}

function writeTiles(image: RgbImage, [columns, rows]: Grid, out_N3SS: Float32Array): void {
  const tileSize = image.width / columns;
  for (let tile = 0; tile < columns * rows; tile++) {
    const left = (tile % columns) * tileSize;
    const top = Math.floor(tile / columns) * tileSize;
    const valuesPerTile = 3 * tileSize * tileSize;
    writeTile(image, { left, top, tileSize }, out_N3SS.subarray(tile * valuesPerTile, (tile + 1) * valuesPerTile));
  }
}

interface TilePlace {
  left: number;
  top: number;
  tileSize: number;
}

function writeTile({ width, rgb }: RgbImage, { left, top, tileSize }: TilePlace, out_3SS: Float32Array): void {
  const planeSize = tileSize * tileSize;
  for (const [channel, values] of normalised().entries()) {
    for (let y = 0, to = channel * planeSize; y < tileSize; y++) {
      let from = ((top + y) * width + left) * 3 + channel;
      for (const end = to + tileSize; to < end; to++, from += 3) out_3SS[to] = values[rgb[from]!]!;
    }
  }
}

/** Mean and standard deviation of red, green and blue in ImageNet, in shares of white: what the published model expects. */
const colourStatistics = [
  { mean: 0.485, deviation: 0.229 },
  { mean: 0.456, deviation: 0.224 },
  { mean: 0.406, deviation: 0.225 },
] as const;

let tables: Float32Array[] | undefined;

/** For each colour the normalised value of each byte, made on first use. */
function normalised(): Float32Array[] {
  tables ??= colourStatistics.map(({ mean, deviation }) =>
    Float32Array.from({ length: 256 }, (_, byte) => normalise(byte, Math.fround(mean), Math.fround(deviation))),
  );
  return tables;
}

/** Rounds to float32 after each step, as torchvision does, so that the values are equal to the last bit. */
function normalise(byte: number, mean: number, deviation: number): number {
  const share = Math.fround(byte / 255);
  return Math.fround(Math.fround(share - mean) / deviation);
}
