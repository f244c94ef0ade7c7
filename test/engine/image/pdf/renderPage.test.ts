import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { EngineError } from '../../../../src/engine/api/errors.ts';
import { decodeImage } from '../../../../src/engine/image/decodeImage.ts';
import { defaultImageLimits } from '../../../../src/engine/image/imageLimits.ts';
import { viewPage } from '../../../../src/engine/image/viewPage.ts';
import { leftHalf, pdfDocument } from './pdfDocument.ts';

const a4 = { width: 595, height: 842 };
const three = pdfDocument([
  leftHalf('1 0 0', a4),
  leftHalf('0 1 0', { width: 842, height: 595 }),
  { width: 300, height: 100, draw: 'BT /F 40 Tf 20 30 Td (Invoice 42) Tj ET' },
]);
const document = (bytes: Uint8Array, page?: number) => ({
  bytes,
  name: 'report.pdf',
  ...(page === undefined ? {} : { page }),
});

test('the page that is named becomes the picture, the first where none is', async () => {
  const [first, second] = [await decodeImage(document(three)), await decodeImage(document(three, 2))];
  assert.deepEqual(colourAt(first, 0.25, 0.5), [255, 0, 0]);
  assert.deepEqual(colourAt(first, 0.75, 0.5), [255, 255, 255]);
  assert.deepEqual(colourAt(second, 0.25, 0.5), [0, 255, 0]);
});

test('a page is drawn at 200 dots an inch, small ones larger and large ones smaller', async () => {
  const { width, height } = await decodeImage(document(three));
  assert.deepEqual([width, height], [Math.round((595 / 72) * 200), Math.round((842 / 72) * 200)]);
  const stamp = await decodeImage(document(pdfDocument([leftHalf('0 0 1', { width: 20, height: 10 })])));
  assert.deepEqual([stamp.width, stamp.height], [1024, 512]);
  const poster = await decodeImage(document(pdfDocument([leftHalf('0 0 1', { width: 14_400, height: 7200 })])));
  assert.deepEqual([poster.width, poster.height], [4096, 2048]);
});

test('words without a font of their own are drawn, in shades of grey alone', async () => {
  const { rgb } = await decodeImage(document(three, 3));
  const shades = Array.from({ length: rgb.length / 3 }, (_, i) => rgb.subarray(i * 3, i * 3 + 3));
  assert.ok(shades.some(([red]) => red === 0));
  assert.ok(shades.every(([red, green, blue]) => red === green && green === blue));
});

test('a page is shown to a person no larger than asked, with how many there are', async () => {
  const shown = await viewPage({ document: document(three, 2), longestSide: 200 });
  assert.deepEqual([shown.page, shown.pages, shown.width, shown.height], [2, 3, 200, 141]);
  const { width, height, format } = await sharp(shown.png).metadata();
  assert.deepEqual([width, height, format], [200, 141, 'png']);
});

test('pages that are asked for at once are all drawn', async () => {
  const all = await Promise.all([1, 2, 3, 1, 2].map((page) => viewPage({ document: document(three, page) })));
  assert.deepEqual(
    all.map(({ page }) => page),
    [1, 2, 3, 1, 2],
  );
});

test('a page that is not there is told with those that are', async () => {
  for (const page of [0, 4, 1.5, -1]) await check(document(three, page), 'image/no-such-page', /report\.pdf .* 1 to 3/);
});

test('a page of a picture is refused', async () => {
  const png = await sharp({ create: { width: 3, height: 3, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  await check({ bytes: png, name: 'a.png', page: 2 }, 'image/no-pages', /a\.png/);
  await assert.rejects(viewPage({ document: { bytes: png, name: 'a.png' } }), { code: 'image/no-pages' });
});

test('documents that are cut short, empty or lies end in a sentence', async () => {
  await check(document(Buffer.from('%PDF-1.7')), 'image/damaged', /report\.pdf/);
  await check(document(three.subarray(0, 120)), 'image/damaged', /report\.pdf/);
  await check(document(Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(5000)])), 'image/damaged', /report\.pdf/);
  await check(document(pdfDocument([])), 'image/no-such-page', /report\.pdf/);
  const flat = pdfDocument([{ width: 0, height: 0, draw: '' }]);
  // The renderer takes such a page for one of a letter's size.
  assert.ok((await decodeImage(document(flat))).width > 0);
});

test('a document with a password is told to have one', async () => {
  const encryption =
    '/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <' + '41'.repeat(32) + '> /U <' + '42'.repeat(32) + '> >>';
  const locked = pdfDocument([leftHalf('1 0 0', a4)], `${encryption} /ID [<00><00>]`);
  await check(document(locked), 'image/locked', /password/);
});

test('a page that takes too long is given up, and the next one is drawn', async () => {
  const heavy = pdfDocument([{ ...a4, draw: `0.1 w ${'0 0 m 595 842 500 1 3 800 c S '.repeat(200_000)}` }]);
  const limits = { ...defaultImageLimits, decodeSeconds: 0.05 };
  await assert.rejects(decodeImage(document(heavy), { limits }), { code: 'image/too-slow' });
  assert.deepEqual(colourAt(await decodeImage(document(three)), 0.25, 0.5), [255, 0, 0]);
});

async function check(source: Parameters<typeof decodeImage>[0], code: string, says: RegExp): Promise<void> {
  await assert.rejects(decodeImage(source), (error) => {
    assert.ok(error instanceof EngineError, String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, says);
    return true;
  });
}

function colourAt({ width, height, rgb }: { width: number; height: number; rgb: Uint8Array }, x: number, y: number) {
  const at = (Math.floor(y * height) * width + Math.floor(x * width)) * 3;
  return [...rgb.subarray(at, at + 3)];
}

/** Noise that is the same in every run. */
function randomBytes(count: number): Buffer {
  let state = 7;
  return Buffer.from(
    Array.from({ length: count }, () => ((state = (state * 1103515245 + 12345) & 0x7fffffff) >> 16) & 255),
  );
}
