import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { decodeImage } from '../../../src/engine/image/decodeImage.ts';
import { tileImage, type TilingOptions } from '../../../src/engine/image/pixelValues.ts';
import { resizeBicubic } from '../../../src/engine/image/resizeBicubic.ts';
import type { RgbImage } from '../../../src/engine/image/rgbImage.ts';
import { formulaPicture } from './formulaPicture.ts';

interface GoldenTiles extends TilingOptions {
  file: string;
  grid: [columns: number, rows: number];
  tiles: number;
  sha256: string;
}

const folder = new URL('../../golden/image/', import.meta.url);
const golden = JSON.parse(readFileSync(new URL('pixelValues.json', folder), 'utf8')) as GoldenTiles[];

test('pixel values equal those of the published implementation to the last bit', async () => {
  assert.ok(golden.length > 15);
  for (const expected of golden) {
    const path = fileURLToPath(new URL(`tiles/${expected.file}`, folder));
    const { grid, tiles, pixelValues } = tileImage(await decodeImage({ path }, { mode: 'reference' }), expected);
    assert.deepEqual([grid, tiles], [expected.grid, expected.tiles], expected.file);
    assert.equal(createHash('sha256').update(pixelValues).digest('hex'), expected.sha256, expected.file);
  }
});

const rule = { tileSize: 8, minTiles: 1, maxTiles: 6, thumbnail: true };

test('tiles lie row by row, each as a model sees a picture of its own, and the thumbnail comes last', () => {
  // Already as large as its grid, so that a tile is an untouched part of it.
  const image = formulaPicture('noise', 4, 24, 16);
  const { grid, tiles, pixelValues } = tileImage(image, rule);
  assert.deepEqual([grid, tiles], [[3, 2], 7]);
  const parts = [0, 8].flatMap((top) => [0, 8, 16].map((left) => cropped(image, left, top)));
  const expected = [...parts, resizeBicubic(image, 8, 8)].map(asOneTile);
  for (const [tile, values] of expected.entries()) {
    assert.deepEqual(pixelValues.slice(tile * values.length, (tile + 1) * values.length), values, `tile ${tile}`);
  }
  assert.equal(pixelValues.length, expected.length * 3 * 8 * 8);
});

test('without thumbnails a picture has the tiles of its grid alone', () => {
  const image = formulaPicture('slope', 4, 24, 16);
  const withThumbnail = tileImage(image, rule);
  const { tiles, pixelValues } = tileImage(image, { ...rule, thumbnail: false });
  assert.equal(tiles, 6);
  assert.deepEqual(pixelValues, withThumbnail.pixelValues.subarray(0, pixelValues.length));
});

test('black and white become the ends of the normalised range of each colour', () => {
  const ends = [0, 255].map((level) => {
    const rgb = new Uint8Array(8 * 8 * 3).fill(level);
    const values = asOneTile({ width: 8, height: 8, rgb });
    return [0, 64, 128].map((at) => Number(values[at]!.toFixed(4)));
  });
  assert.deepEqual(ends, [
    [-2.1179, -2.0357, -1.8044],
    [2.2489, 2.4286, 2.64],
  ]);
});

test('the extreme shapes are cut as well: one pixel, and long thin pictures', () => {
  const cases = [
    { width: 1, height: 1, grid: [1, 1] },
    { width: 1, height: 3000, grid: [1, 6] },
    { width: 3000, height: 1, grid: [6, 1] },
  ];
  for (const { width, height, grid } of cases) {
    const tiled = tileImage(formulaPicture('lines', 1, width, height), rule);
    assert.deepEqual([tiled.width, tiled.height, tiled.grid], [width, height, grid]);
    assert.ok(tiled.pixelValues.every(Number.isFinite));
  }
});

function asOneTile(image: RgbImage): Float32Array {
  return tileImage(image, { ...rule, maxTiles: 1 }).pixelValues;
}

function cropped({ width, rgb }: RgbImage, left: number, top: number): RgbImage {
  const side = rule.tileSize;
  const rows = Array.from({ length: side }, (_, y) => {
    const from = ((top + y) * width + left) * 3;
    return Array.from(rgb.subarray(from, from + side * 3));
  });
  return { width: side, height: side, rgb: Uint8Array.from(rows.flat()) };
}
