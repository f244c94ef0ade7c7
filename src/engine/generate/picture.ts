import type { ImageSource, ImageSummary } from '../api/imageApi.ts';
import { decodeImage } from '../image/decodeImage.ts';
import { imageSize, type ImageMode } from '../image/imageHeader.ts';
import { tileImage, type TilingOptions } from '../image/pixelValues.ts';
import { imageKey, readImage } from '../image/readImage.ts';
import { chooseGrid, tileCount } from '../image/tileGrid.ts';
import { embeddingRowsPerTile, tokensPerTile, type ModelConfig, type TileConfig } from '../model/config.ts';
import type { ImageSpan } from './decoder.ts';
import type { ImageEncoder } from './imageEncoder.ts';
import { once } from './once.ts';

export interface PictureOptions {
  readonly config: ModelConfig;
  readonly encoder: Pick<ImageEncoder, 'encode'>;
  readonly placeholderId: number;
  readonly mode: ImageMode;
  readonly maxTiles?: number;
  /** Told the milliseconds that decoding, tiling and encoding took. */
  readonly onEncoded?: (elapsedMs: number) => void;
  readonly clock: () => number;
}

/** A picture as a stretch of the prompt. */
export interface OpenedPicture {
  readonly span: ImageSpan;
  readonly summary: ImageSummary;
}

/** Reads the headers of pictures; their pixels are decoded when their features are asked for. */
export function openPictures(sources: readonly ImageSource[], options: PictureOptions): Promise<OpenedPicture[]> {
  return Promise.all(sources.map((source) => openPicture(source, options)));
}

async function openPicture(source: ImageSource, options: PictureOptions): Promise<OpenedPicture> {
  const image = await readImage(source);
  const { width, height } = await imageSize(image, { mode: options.mode });
  const tiling = tilingOf(options.config.tile, options.maxTiles);
  const grid = chooseGrid(width, height, tiling);
  const tiles = tileCount(grid, tiling);
  const span: ImageSpan = {
    kind: 'image',
    key: `${imageKey(image.bytes)} ${options.mode} ${grid.join('x')} ${tiles}`,
    tokenCount: tiles * tokensPerTile(options.config.tile),
    embeddingTokenCount: tiles * embeddingRowsPerTile(options.config),
    placeholderId: options.placeholderId,
    // Each step of a prompt that has some of the picture asks for them.
    features: once(() => encodePicture(image, tiling, options)),
  };
  return { span, summary: { path: image.name, width, height, grid: [...grid], tiles } };
}

/** How a model's configuration has pictures cut. */
export function tilingOf(tile: TileConfig, maxTiles = tile.maxTiles): TilingOptions {
  const most = tile.dynamic ? maxTiles : 1;
  return { tileSize: tile.size, minTiles: Math.min(tile.minTiles, most), maxTiles: most, thumbnail: tile.thumbnail };
}

async function encodePicture(
  image: ImageSource,
  tiling: TilingOptions,
  options: PictureOptions,
): Promise<Float32Array> {
  const begin = options.clock();
  const { pixelValues } = tileImage(await decodeImage(image, { mode: options.mode }), tiling);
  const features = await options.encoder.encode(pixelValues);
  options.onEncoded?.(options.clock() - begin);
  return features;
}
