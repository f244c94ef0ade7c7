import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import sharp from 'sharp';
import { decodeImage } from '../../../src/engine/image/decodeImage.ts';
import { imageSize, type ImageMode } from '../../../src/engine/image/imageHeader.ts';
import { imageKey, readImage } from '../../../src/engine/image/readImage.ts';

interface StoredPicture {
  width: number;
  height: number;
  /** Base64 of the bytes. */
  rgb: string;
}

interface GoldenPicture {
  file: string;
  pages: number;
  reference: StoredPicture;
  user?: StoredPicture;
  tolerance?: number;
}

const folder = new URL('../../golden/image/', import.meta.url);
const golden = JSON.parse(readFileSync(new URL('decodeImage.json', folder), 'utf8')) as GoldenPicture[];
const picture = (file: string) => fileURLToPath(new URL(`pictures/${file}`, folder));
const goldenOf = (file: string) => golden.find((entry) => entry.file === file)!;

async function check(file: string, mode: ImageMode, expected: StoredPicture, tolerance: number): Promise<void> {
  const source = { path: picture(file) };
  const decoded = await decodeImage(source, { mode });
  const { width, height } = expected;
  assert.deepEqual({ width: decoded.width, height: decoded.height }, { width, height }, file);
  assert.deepEqual(await imageSize(source, { mode }), { width, height }, file);
  assert.ok(largestDifference(decoded.rgb, Buffer.from(expected.rgb, 'base64')) <= tolerance, `${file} for ${mode}`);
}

test('in reference mode every kind of file gives the bytes that Pillow gives', async () => {
  assert.ok(golden.length > 20);
  for (const { file, reference } of golden) await check(file, 'reference', reference, 0);
});

test('for a user pictures are upright, over white and in sRGB', async () => {
  for (const { file, user, tolerance } of golden) if (user) await check(file, 'user', user, tolerance ?? 0);
});

test('what differs between the two modes differs visibly in the pictures of these tests', () => {
  for (const file of ['jpeg-profile.jpg', 'png-rgba.png', 'png-palette-transparent.png', 'turned-3.jpg']) {
    const { user, reference } = goldenOf(file);
    const bytes = [user!, reference].map(({ rgb }) => Buffer.from(rgb, 'base64'));
    assert.ok(largestDifference(bytes[0]!, bytes[1]!) > 50, file);
  }
});

test('for a user inks become light and dark where they are light and dark', async () => {
  const file = 'jpeg-cmyk.jpg';
  const reference = Buffer.from(goldenOf(file).reference.rgb, 'base64');
  const { rgb } = await decodeImage({ path: picture(file) });
  assert.equal(rgb.length, reference.length);
  assert.ok(correlation(rgb, reference) > 0.9, String(correlation(rgb, reference)));
});

test('a 16-bit grey picture is scaled for a user and clipped to white as Pillow does in reference mode', async () => {
  const source = { path: picture('png-grey16.png') };
  const reference = await decodeImage(source, { mode: 'reference' });
  const user = await decodeImage(source);
  assert.ok(mean(reference.rgb) > 250);
  assert.ok(mean(user.rgb) < 200);
});

test('every format that sharp writes is read back, from a file’s bytes', async () => {
  const original = await sharp(picture('png-rgb.png'))
    .resize(64, 48, { kernel: 'nearest', fit: 'fill' })
    .png()
    .toBuffer();
  const expected = await sharp(original).raw().toBuffer();
  const encoders = {
    jpeg: sharp(original).jpeg({ quality: 100, chromaSubsampling: '4:4:4' }),
    png: sharp(original).png(),
    webp: sharp(original).webp({ lossless: true }),
    gif: sharp(original).gif(),
    tiff: sharp(original).tiff({ compression: 'deflate', tile: true }),
    heif: sharp(original).avif({ lossless: true }),
  };
  for (const [format, encoder] of Object.entries(encoders)) {
    const decoded = await decodeImage({ bytes: await encoder.toBuffer(), name: `picture.${format}` });
    assert.equal(decoded.format, format);
    assert.deepEqual([decoded.width, decoded.height], [64, 48]);
    assert.ok(meanDifference(decoded.rgb, expected) < 3, format);
  }
});

test('of an animation the first frame is decoded, and its frames are counted', async () => {
  const { file, reference, pages } = goldenOf('gif-three-frames.gif');
  const decoded = await decodeImage({ path: picture(file) });
  assert.equal(decoded.pages, 3);
  assert.equal(decoded.pages, pages);
  assert.deepEqual(Buffer.from(decoded.rgb).toString('base64'), reference.rgb);
});

test('a picture of one frame tells no number of pages', async () => {
  assert.equal('pages' in (await decodeImage({ path: picture('png-rgb.png') })), false);
});

test('a picture of one pixel is decoded', async () => {
  const bytes = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#102030' } })
    .png()
    .toBuffer();
  const decoded = await decodeImage({ bytes, name: 'dot.png' });
  assert.deepEqual(decoded, { width: 1, height: 1, rgb: Uint8Array.of(0x10, 0x20, 0x30), format: 'png' });
});

test('equal bytes have equal keys, and a key is the SHA-256 of the bytes', async () => {
  assert.equal(
    imageKey(new TextEncoder().encode('abc')),
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  const [a, b] = await Promise.all(['turned-1.jpg', 'turned-2.jpg'].map((file) => readImage({ path: picture(file) })));
  assert.notEqual(imageKey(a!.bytes), imageKey(b!.bytes));
});

function differences(a: Uint8Array, b: Uint8Array): number[] {
  assert.equal(a.length, b.length);
  return Array.from(a, (value, i) => Math.abs(value - b[i]!));
}

function largestDifference(a: Uint8Array, b: Uint8Array): number {
  return Math.max(...differences(a, b));
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  return mean(differences(a, b));
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

function correlation(a: Uint8Array, b: Uint8Array): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const products = (x: Uint8Array, mx: number, y: Uint8Array, my: number) =>
    mean(Array.from(x, (value, i) => (value - mx) * (y[i]! - my)));
  return products(a, meanA, b, meanB) / Math.sqrt(products(a, meanA, a, meanA) * products(b, meanB, b, meanB));
}
