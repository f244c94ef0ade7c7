import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { ImageSource } from '../../../src/engine/api/imageApi.ts';
import { EngineError, type ErrorCode, type ErrorDetails } from '../../../src/engine/api/errors.ts';
import { wordsOf } from '../../../src/engine/api/remarks.ts';
import { decodeImage } from '../../../src/engine/image/decodeImage.ts';
import { imageSize } from '../../../src/engine/image/imageHeader.ts';
import { defaultImageLimits, type ImageLimits } from '../../../src/engine/image/imageLimits.ts';

const folder = mkdtempSync(join(tmpdir(), 'hovle-images-'));
after(() => rmSync(folder, { recursive: true }));

const golden = (file: string) => fileURLToPath(new URL(`../../golden/image/${file}`, import.meta.url));

function named(name: string, bytes: Uint8Array | string): { path: string } {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { path };
}

/** Checks that decoding fails with this code, and that the message names the picture. */
async function check<C extends ErrorCode>(
  source: ImageSource,
  code: C,
  limits: Partial<ImageLimits> = {},
): Promise<ErrorDetails<C>> {
  const error: unknown = await decodeImage(source, { limits: { ...defaultImageLimits, ...limits } }).then(
    () => new Error('It was decoded.'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof EngineError, String(error));
  assert.equal(error.code, code, error.message);
  assert.ok(error.message.includes('path' in source ? source.path : source.name), error.message);
  return error.details as ErrorDetails<C>;
}

test('a file that is missing, a folder and an empty file are told apart', async () => {
  await check({ path: join(folder, 'none.png') }, 'image/missing');
  await check({ path: 'http://localhost/a.png' }, 'image/on-the-web');
  await check({ path: `${named('page.png', 'x').path}#page=2` }, 'image/no-pages');
  await check({ path: `${named('page.pdf', 'x').path}#page=abc` }, 'image/bad-page');
  await check({ path: join(named('file.png', 'x').path, 'inside.png') }, 'image/missing');
  mkdirSync(join(folder, 'folder.png'));
  await check({ path: join(folder, 'folder.png') }, 'image/not-a-file');
  await check(named('empty.png', ''), 'image/empty');
  await check({ bytes: new Uint8Array(), name: 'pasted picture' }, 'image/empty');
  await check({ path: `${folder}/${'long'.repeat(100)}.png` }, 'image/unreadable');
});

test(
  'an endless device is refused instead of being read for ever',
  { skip: process.platform === 'win32' },
  async () => {
    await check({ path: '/dev/zero' }, 'image/not-a-file');
  },
);

test('a picture that may not be read says so', { skip: process.platform === 'win32' }, async () => {
  const source = named('secret.png', readFileSync(golden('pictures/png-rgb.png')));
  chmodSync(source.path, 0);
  await asOrdinaryUser(() => check(source, 'image/no-permission'));
});

test('what is not a picture is said to be none', async () => {
  await check(named('text.png', 'hello, this is not a picture'), 'image/not-an-image');
  await check(named('page.svg', '<?xml version="1.0"?><note>no drawing</note>'), 'image/not-an-image');
  await check(
    named(
      'noise.jpg',
      Uint8Array.from({ length: 999 }, (_, i) => (i * i) % 251),
    ),
    'image/not-an-image',
  );
});

test('a format that is not read is named', async () => {
  const starts = {
    'a BMP picture': 'BM\x46\x02\0\0\0\0\0\0\x36\0\0\0',
    'an HEIC picture': '\0\0\0\x18ftypheic\0\0\0\0',
    'a JPEG XL picture': '\xff\x0a\0',
    'a video': '\0\0\0\x18ftypisom\0\0\0\0',
    'an icon (ICO)': '\0\0\x01\0\x01\0',
  };
  for (const [format, start] of Object.entries(starts)) {
    const bytes = Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(200)]);
    const details = await check({ bytes, name: 'picture.bin' }, 'image/unsupported-format');
    assert.equal(wordsOf(details.format), format);
  }
});

test('a picture that is cut short is refused, wherever it is cut', async () => {
  const original = sharp(golden('tiles/tiny-pre-two-images-1.png')).resize(64, 64);
  const encoders = {
    jpeg: original.clone().jpeg(),
    png: original.clone().png(),
    webp: original.clone().webp(),
    gif: original.clone().gif(),
    tiff: original.clone().tiff(),
    avif: original.clone().avif({ effort: 0 }),
  };
  for (const [name, encoder] of Object.entries(encoders)) {
    const whole = await encoder.toBuffer();
    for (const share of [0.3, 0.6, 0.9]) {
      await check({ bytes: whole.subarray(0, whole.length * share), name: `cut.${name}` }, 'image/damaged');
    }
  }
  await check(
    { bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><rect'), name: 'cut.svg' },
    'image/damaged',
  );
});

test('a picture of 30,000 × 30,000 pixels is refused by its header, in whatever format', async () => {
  const limits = { limitPixels: defaultImageLimits.pixels, limitSide: defaultImageLimits.side };
  const details = await check({ path: golden('huge.png') }, 'image/too-many-pixels');
  assert.deepEqual(details, { image: golden('huge.png'), width: 30_000, height: 30_000, ...limits });
  const jpeg = { bytes: await hugeJpeg(30_000, 30_000), name: 'huge.jpg' };
  await check(jpeg, 'image/too-many-pixels');
  await assert.rejects(imageSize(jpeg), { code: 'image/too-many-pixels' });
});

test('the limits on bytes, pixels and sides hold exactly', async () => {
  const path = golden('pictures/png-rgb.png');
  const sizeBytes = readFileSync(path).length;
  const exact = { encodedBytes: sizeBytes, pixels: 13 * 9, side: 13 };
  await decodeImage({ path }, { limits: { ...defaultImageLimits, ...exact } });
  await check({ path }, 'image/too-many-bytes', { encodedBytes: sizeBytes - 1 });
  await check({ bytes: readFileSync(path), name: 'pasted' }, 'image/too-many-bytes', { encodedBytes: sizeBytes - 1 });
  await check({ path }, 'image/too-many-pixels', { pixels: 13 * 9 - 1 });
  await check({ path }, 'image/too-many-pixels', { side: 12 });
});

test('a drawing made to take for ever is given up', async () => {
  const noise = '<feTurbulence baseFrequency="0.05" numOctaves="200"/>';
  const body = `<filter id="f">${noise}</filter><rect width="100%" height="100%" filter="url(#f)"/>`;
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="1024">${body}</svg>`;
  const source = { bytes: new TextEncoder().encode(text), name: 'slow.svg' };
  const details = await check(source, 'image/too-slow', { decodeSeconds: 0.05 });
  assert.equal(details.limitSeconds, 0.05);
});

/** A JPEG whose header claims this size; its pixels are those of a small one. */
async function hugeJpeg(width: number, height: number): Promise<Buffer> {
  const bytes = await sharp(golden('pictures/png-rgb.png')).jpeg().toBuffer();
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return bytes;
}

/** Permissions do not bind the administrator, as whom tests may run in a container. */
async function asOrdinaryUser(run: () => Promise<unknown>): Promise<unknown> {
  if (process.getuid?.() !== 0) return run();
  process.seteuid?.(65534);
  try {
    return await run();
  } finally {
    process.seteuid?.(0);
  }
}
