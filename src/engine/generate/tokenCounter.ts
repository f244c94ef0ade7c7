import { join } from 'node:path';
import type { ImageSource } from '../api/imageApi.ts';
import type { CountRequest } from '../api/spaceApi.ts';
import { openCheckpoint } from '../checkpoint/openCheckpoint.ts';
import { imageSize } from '../image/imageHeader.ts';
import { readImage } from '../image/readImage.ts';
import { chooseGrid, tileCount } from '../image/tileGrid.ts';
import { tokensPerTile, type TileConfig } from '../model/config.ts';
import { readConfig } from '../model/readConfig.ts';
import { readTokenizer } from '../text/readTokenizer.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { tilingOf } from './picture.ts';

/** Counts the tokens that a model reads, without loading its weights. Keeps the tokenizer it read last. */
export class TokenCounter {
  #kept: { folder: string; reading: Promise<Reading> } | undefined;

  /** Tokens of the text and the pictures, with those that open and close a picture, without the template around them. */
  async count({ model, text = '', images = [], maxTiles }: CountRequest): Promise<number> {
    const { tokenizer, tile } = await this.#read(model);
    const words = tokenizer.encodeParts([{ text }], { bos: false, eos: false }).length;
    const pictures = await Promise.all(images.map((image) => countPicture(image, tile, maxTiles)));
    return pictures.reduce((sum, tokens) => sum + tokens, words);
  }

  #read(folder: string): Promise<Reading> {
    if (this.#kept?.folder === folder) return this.#kept.reading;
    const reading = readParts(folder);
    this.#kept = { folder, reading };
    // What could not be read may have been repaired when it is asked for again.
    reading.catch(() => (this.#kept = undefined));
    return reading;
  }
}

interface Reading {
  tokenizer: Tokenizer;
  tile: TileConfig;
}

async function readParts(folder: string): Promise<Reading> {
  const checkpoint = await openCheckpoint(folder);
  try {
    const { tile } = readConfig(checkpoint.configText, join(folder, 'config.json'));
    return { tile, tokenizer: await readTokenizer(folder) };
  } finally {
    await checkpoint.close();
  }
}

async function countPicture(source: ImageSource, tile: TileConfig, maxTiles?: number): Promise<number> {
  const { width, height } = await imageSize(await readImage(source), { mode: 'user' });
  const tiling = tilingOf(tile, maxTiles);
  return tileCount(chooseGrid(width, height, tiling), tiling) * tokensPerTile(tile) + openAndClose;
}

/** `<img>` and `</img>` around a picture. */
const openAndClose = 2;
