import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { bicubicWindows, fractionBits } from '../../../src/engine/image/bicubicWindows.ts';
import { resizeBicubic } from '../../../src/engine/image/resizeBicubic.ts';
import { formulaPicture } from './formulaPicture.ts';

type GoldenCase = [
  kind: string,
  seed: number,
  width: number,
  height: number,
  toWidth: number,
  toHeight: number,
  hash: string,
];

const golden = JSON.parse(readFileSync(new URL('../../golden/image/resizeBicubic.json', import.meta.url), 'utf8')) as {
  pillow: string;
  cases: GoldenCase[];
};

test('resizing gives the bytes that Pillow gives', () => {
  assert.ok(golden.cases.length > 60);
  for (const [kind, seed, width, height, toWidth, toHeight, hash] of golden.cases) {
    const resized = resizeBicubic(formulaPicture(kind, seed, width, height), toWidth, toHeight);
    assert.deepEqual([resized.width, resized.height], [toWidth, toHeight]);
    const actual = createHash('sha256').update(resized.rgb).digest('hex');
    assert.equal(actual, hash, `${kind} ${seed}: ${width}×${height} to ${toWidth}×${toHeight}`);
  }
});

const side = fc.integer({ min: 1, max: 60 });
const size = fc.tuple(side, side);
const colour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255));

test('a picture of one colour keeps it at every size', () => {
  fc.assert(
    fc.property(size, size, colour, ([width, height], [toWidth, toHeight], rgb) => {
      const image = { width, height, rgb: Uint8Array.from({ length: width * height * 3 }, (_, i) => rgb[i % 3]!) };
      const resized = resizeBicubic(image, toWidth, toHeight);
      assert.ok(resized.rgb.every((value, i) => value === rgb[i % 3]));
    }),
  );
});

test('a picture resized to its own size is equal and a copy', () => {
  const image = formulaPicture('noise', 3, 20, 30);
  const same = resizeBicubic(image, 20, 30);
  assert.deepEqual(same, image);
  assert.notEqual(same.rgb.buffer, image.rgb.buffer);
});

test('mirroring and resizing may be done in either order, where rounding is symmetric', () => {
  const image = formulaPicture('lines', 5, 33, 8);
  const expected = mirrored(resizeBicubic(image, 11, 8).rgb, 11);
  const actual = resizeBicubic({ ...image, rgb: mirrored(image.rgb, 33) }, 11, 8).rgb;
  assert.deepEqual(actual, expected);
});

test('the weights of every window sum to one but for rounding, and never exceed 32 bits with white', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 600 }), (input, output) => {
      const { taps, count, weights } = bicubicWindows(input, output);
      for (let i = 0; i < output; i++) {
        const window = weights.subarray(i * taps, (i + 1) * taps);
        assert.ok(Math.abs(window.reduce((a, b) => a + b, 0) - 2 ** fractionBits) <= count[i]!);
        assert.ok(window.filter((w) => w > 0).reduce((a, b) => a + b, 0) * 255 < 2 ** 31 - 2 ** 21);
      }
    }),
    { numRuns: 60 },
  );
});

test('a picture one pixel wide and very high is resized in little memory', () => {
  const height = 65_535;
  const before = process.memoryUsage().arrayBuffers;
  const resized = resizeBicubic({ width: 1, height, rgb: new Uint8Array(height * 3).fill(9) }, 448, 448);
  const used = process.memoryUsage().arrayBuffers - before;
  assert.ok(resized.rgb.every((value) => value === 9));
  // All rows at the new width would take 88 MB.
  assert.ok(used < 10e6, `${used} bytes`);
});

function mirrored(rgb: Uint8Array, width: number): Uint8Array {
  return rgb.map((_, i) => {
    const x = Math.floor(i / 3) % width;
    return rgb[i + (width - 1 - 2 * x) * 3]!;
  });
}
