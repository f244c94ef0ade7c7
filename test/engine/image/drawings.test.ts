import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import sharp from 'sharp';
import { decodeImage } from '../../../src/engine/image/decodeImage.ts';
import { imageSize, type ImageMode } from '../../../src/engine/image/imageHeader.ts';

const red = [255, 0, 0];
const white = [255, 255, 255];

function drawing(attributes: string, body: string): { bytes: Uint8Array; name: string } {
  const text = `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${body}</svg>`;
  return { bytes: new TextEncoder().encode(text), name: 'drawing.svg' };
}

const leftHalfRed = '<rect width="50%" height="100%" fill="red"/>';

test('a drawing is drawn crisply, its empty part white, in both modes', async () => {
  for (const mode of ['user', 'reference'] as ImageMode[]) {
    const { width, height, rgb, format } = await decodeImage(drawing('width="24" height="12"', leftHalfRed), { mode });
    assert.deepEqual([width, height, format], [1024, 512, 'svg']);
    const pixel = (x: number, y: number) => Array.from(rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3));
    assert.deepEqual([pixel(0, 0), pixel(511, 511)], [red, red]);
    assert.deepEqual([pixel(512, 0), pixel(1023, 511)], [white, white]);
  }
});

test('the size of a drawing is bounded below and above, whatever it says of itself', async () => {
  const sizes = {
    'viewBox="0 0 100 50"': [1024, 512],
    'width="2000" height="1000"': [2000, 1000],
    'width="30000" height="30000"': [4096, 4096],
    'width="3000000" height="3000"': [4096, 4],
    'width="1" height="20000"': [1, 4096],
  };
  for (const [attributes, [width, height]] of Object.entries(sizes)) {
    assert.deepEqual(await imageSize(drawing(attributes, leftHalfRed)), { width, height }, attributes);
  }
});

test('a drawing of physical size is drawn whole', async () => {
  const source = drawing('width="10cm" height="5cm"', leftHalfRed);
  const { width, height, rgb } = await decodeImage(source);
  assert.deepEqual({ width, height }, await imageSize(source));
  const redPixels = countPixels(rgb, red);
  assert.ok(Math.abs(redPixels / (width * height) - 0.5) < 0.01, `${redPixels} of ${width * height}`);
});

test('a drawing loads no file and no address, but shows the pictures it carries', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hovle-drawing-'));
  const fetched: string[] = [];
  const server = createServer((request, response) => {
    fetched.push(request.url ?? '');
    response.end();
  });
  try {
    const dot = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const file = join(folder, 'dot.png');
    writeFileSync(file, dot);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dot.png`;
    for (const outside of [file, pathToFileURL(file).href, 'dot.png', address]) {
      assert.equal(await redShare(outside), 0, outside);
    }
    assert.equal(await redShare(`data:image/png;base64,${dot.toString('base64')}`), 1);
    assert.deepEqual(fetched, []);
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
});

/** Share of a drawing that is red when all it shows is this picture. */
async function redShare(address: string): Promise<number> {
  const image = `<image href="${address}" width="20" height="20" preserveAspectRatio="none" image-rendering="pixelated"/>`;
  const { width, height, rgb } = await decodeImage(drawing('width="20" height="20"', image));
  return countPixels(rgb, red) / (width * height);
}

function countPixels(rgb: Uint8Array, [r, g, b]: number[]): number {
  let count = 0;
  for (let i = 0; i < rgb.length; i += 3) if (rgb[i] === r && rgb[i + 1] === g && rgb[i + 2] === b) count++;
  return count;
}
