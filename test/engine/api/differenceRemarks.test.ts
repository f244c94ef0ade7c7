import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differenceRemarks } from '../../../src/engine/api/differenceRemarks.ts';
import type { ImageDifference, PixelDifference } from '../../../src/engine/api/imageApi.ts';

const size = { width: 640, height: 440 };
const box = { x: 10, y: 20, width: 120, height: 40 };
const same: PixelDifference = { count: 0, share: 0, tolerance: 0, largest: 0, places: 0, boxes: [] };
const one: PixelDifference = { ...same, count: 4800, share: 4800 / (640 * 440), largest: 9, places: 1, boxes: [box] };

function said(pixels: PixelDifference, changes: Partial<ImageDifference> = {}): string {
  const difference = { before: size, after: size, pixels, hasMoreFrames: false, ...changes };
  return differenceRemarks(difference)
    .map(({ message }) => message)
    .join(' ');
}

test('pictures that are the same in every pixel are said to be, others not', () => {
  assert.equal(said(same), 'The pictures are the same, pixel by pixel.');
  assert.match(said({ ...same, tolerance: 32, largest: 3 }), /same but for colours that differ by at most 3 of 255/);
});

test('a place is told by its size and where it is', () => {
  assert.equal(
    said(one),
    'Of 640 × 440 pixels 1.7 % differ (4800), in one place: 120 × 40 at (10, 20), from the top left.',
  );
});

test('of several places all are told, or the largest and how many there are', () => {
  const two = [box, { x: 300, y: 5, width: 2, height: 3 }];
  assert.match(
    said({ ...one, places: 2, boxes: two }),
    /in 2 places: 120 × 40 at \(10, 20\), 2 × 3 at \(300, 5\), from the top left\.$/,
  );
  assert.match(said({ ...one, places: 9, boxes: two }), /in 9 places\. The largest: 120 × 40 at \(10, 20\), 2 × 3 at/);
});

test('what is taken for the same is told where something is', () => {
  assert.match(said({ ...one, tolerance: 32 }), /\. Colours that differ by up to 32 of 255 are taken for the same/);
});

const shares = [
  [1 / 281_600, '< 0.1'],
  [0.0314, '3.1'],
  [0.9999, '99.9'],
  [1, '100'],
] as const;

for (const [share, percent] of shares)
  test(`a share of ${share} is ${percent} %`, () => {
    assert.ok(said({ ...one, share }).startsWith(`Of 640 × 440 pixels ${percent} % differ`));
  });

test('pictures of two sizes are told by these, and an animation is said not to be looked through', () => {
  const difference = { before: size, after: { width: 800, height: 600 }, hasMoreFrames: true };
  const [sizes, frames] = differenceRemarks(difference).map(({ message }) => message);
  assert.match(sizes ?? '', /^The sizes differ: 640 × 440 and 800 × 600 pixels/);
  assert.match(frames ?? '', /^Only the first frame/);
});
