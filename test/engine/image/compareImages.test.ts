import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { PixelBox } from '../../../src/engine/api/imageApi.ts';
import { compareImages } from '../../../src/engine/image/compareImages.ts';
import { differingPixels } from '../../../src/engine/image/differingPixels.ts';
import { joinedBoxes } from '../../../src/engine/image/joinedBoxes.ts';

interface GoldenPair {
  says: string;
  before: string;
  after: string;
  count: number;
  largest: number;
  tolerance: number;
  /** Each is x, y, width, height. */
  boxes: number[][];
}

const folder = new URL('../../golden/image/', import.meta.url);
const golden = JSON.parse(readFileSync(new URL('compareImages.json', folder), 'utf8')) as GoldenPair[];
const file = (name: string) => fileURLToPath(new URL(name, folder));
const source = (name: string) => ({ path: file(`compared/${name}`) });
const size = { width: 320, height: 220 };

describe('what sets two pictures apart', () => {
  for (const { says, before, after, boxes, ...numbers } of golden)
    test(`of ${says} is what Pillow counts, in the places where it was drawn`, async () => {
      const found = await compareImages({ before: source(before), after: source(after) });
      const { pixels, ...rest } = found;
      assert.deepEqual(rest, { before: size, after: size, hasMoreFrames: false });
      const { boxes: places, ...counted } = pixels ?? assert.fail('Sizes are equal.');
      assert.deepEqual(counted, { ...numbers, share: numbers.count / (320 * 220), places: boxes.length });
      assert.deepEqual(
        places.map(({ x, y, width, height }) => [x, y, width, height]),
        boxes,
      );
    });

  test('is the size where sizes differ', async () => {
    const found = await compareImages({ before: source('plain.png'), after: source('wide.png') });
    assert.deepEqual(found, { before: size, after: { width: 321, height: 220 }, hasMoreFrames: false });
  });

  test('is told from bytes as from files', async () => {
    const bytes = readFileSync(source('two.png').path);
    const found = await compareImages({ before: source('plain.png'), after: { bytes, name: 'two.png' } });
    assert.equal(found.pixels?.places, 2);
  });

  test('is looked for in the first frame alone, which is said', async () => {
    const frames = { path: file('pictures/gif-three-frames.gif') };
    const { pixels, hasMoreFrames } = await compareImages({ before: frames, after: frames });
    assert.deepEqual([pixels?.count, hasMoreFrames], [0, true]);
  });

  test('is not told of what is no picture, or not there', async () => {
    const plain = source('plain.png');
    await assert.rejects(compareImages({ before: plain, after: { path: file('compareImages.json') } }), {
      code: 'image/not-an-image',
    });
    await assert.rejects(compareImages({ before: { path: file('none.png') }, after: plain }), {
      code: 'image/missing',
    });
  });
});

/** Up to as wide and high as some blocks, of 8 pixels each; and which pixels differ, by what. */
const pairs = fc
  .record({ width: fc.integer({ min: 1, max: 70 }), height: fc.integer({ min: 1, max: 40 }) })
  .chain((one) =>
    fc.record({
      width: fc.constant(one.width),
      height: fc.constant(one.height),
      changes: fc.array(fc.record({ at: fc.nat(one.width * one.height - 1), by: fc.integer({ min: 1, max: 255 }) }), {
        maxLength: 12,
      }),
    }),
  );

/** Black, and black but for the changes. */
async function compared({ width, height, changes }: { width: number; height: number; changes: Change[] }) {
  const before = { width, height, rgb: new Uint8Array(width * height * 3) };
  const rgb = before.rgb.slice();
  for (const { at, by } of changes) rgb[at * 3 + (by % 3)] = by;
  const pixels = Array.from({ length: width * height }, (_, i) => Math.max(...rgb.subarray(i * 3, i * 3 + 3)));
  const differing = pixels.flatMap((by, i) => (by > tolerance ? [{ x: i % width, y: Math.floor(i / width) }] : []));
  const found = await differingPixels(before, { width, height, rgb }, tolerance);
  return { found, boxes: joinedBoxes(found.grid), differing, largest: Math.max(...pixels) };
}

interface Change {
  at: number;
  by: number;
}

const tolerance = 16;
const contains = ({ x, y, width, height }: PixelBox, one: { x: number; y: number }) =>
  one.x >= x && one.x < x + width && one.y >= y && one.y < y + height;

describe('whatever differs', () => {
  test('each pixel is counted and lies in one box, and each side of a box touches one', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async (pair) => {
        const { found, boxes, differing, largest } = await compared(pair);
        assert.deepEqual([found.count, found.largest], [differing.length, largest]);
        for (const pixel of differing) assert.equal(boxes.filter((box) => contains(box, pixel)).length, 1);
        for (const box of boxes) {
          const own = differing.filter((pixel) => contains(box, pixel));
          const [xs, ys] = [own.map(({ x }) => x), own.map(({ y }) => y)];
          assert.deepEqual([Math.min(...xs), Math.min(...ys)], [box.x, box.y]);
          assert.deepEqual([Math.max(...xs), Math.max(...ys)], [box.x + box.width - 1, box.y + box.height - 1]);
        }
      }),
    );
  });

  test('boxes do not overlap, and the largest comes first', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async (pair) => {
        const { boxes } = await compared(pair);
        const areas = boxes.map(({ width, height }) => width * height);
        assert.deepEqual(
          areas,
          areas.toSorted((a, b) => b - a),
        );
        for (const [index, a] of boxes.entries())
          for (const b of boxes.slice(index + 1))
            assert.ok(
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y,
              JSON.stringify([a, b]),
            );
      }),
    );
  });

  test('pixels up to 8 apart are one place; those 16 apart in a row of their own are two', async () => {
    for (let x = 0; x < 60; x++)
      for (const [apart, places] of [
        [8, 1],
        [16, 2],
      ] as const) {
        const changes = [x, x + apart].map((at) => ({ at, by: 200 }));
        const { boxes } = await compared({ width: 80, height: 1, changes });
        assert.equal(boxes.length, places);
      }
  });
});
