import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { layOut } from '../../../src/webview/embeddingExplorer/plot/pointRaster.ts';

const [width, height] = [12, 8];

/** Rows of a picture, a digit a pixel. */
function drawn(points: [x: number, y: number, near: number][], colours: number[], { side = 2, hasDepth = false } = {}) {
  const grid = { pixels: new Uint32Array(width * height), depths: new Float32Array(width * height).fill(-Infinity) };
  const seen_P3 = Float32Array.from(points.flat());
  layOut({ seen_P3, colours_P: Uint32Array.from(colours), side, hasDepth }, { ...grid, width, height });
  return Array.from({ length: height }, (_, y) => [...grid.pixels.subarray(y * width, (y + 1) * width)].join(''));
}

test('a large point is round', () => {
  assert.deepEqual(drawn([[4, 4, 0]], [7], { side: 6 }), [
    '000000000000',
    '007777000000',
    '077777700000',
    '077777700000',
    '077777700000',
    '077777700000',
    '007777000000',
    '000000000000',
  ]);
});

test('a point lies around its place, and none of it is laid where the picture is not', () => {
  assert.deepEqual(drawn([[3, 2, 0]], [7]).slice(0, 4), [
    '000000000000',
    '007700000000',
    '007700000000',
    '000000000000',
  ]);
  const corners: [number, number, number][] = [
    [0, 0, 0],
    [12, 8, 0],
  ];
  const shown = drawn(corners, [1, 2]);
  assert.equal(shown.join('').replaceAll('0', ''), '12');
  assert.ok(shown[0]?.startsWith('1') && shown.at(-1)?.endsWith('2'));
});

test('later points hide earlier ones in the plane, and near ones far ones in space', () => {
  const points: [number, number, number][] = [
    [5, 4, 0.5],
    [5, 4, -0.5],
  ];
  assert.ok(drawn(points, [1, 2]).join('').includes('22'));
  assert.ok(drawn(points, [1, 2], { hasDepth: true }).join('').includes('11'));
});

test('points that are left out, far away or nowhere harm nothing', () => {
  const anywhere = fc.oneof(fc.constant(NaN), fc.constant(Infinity), fc.double({ min: -1e9, max: 1e9 }));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anywhere, anywhere, anywhere)),
      fc.integer({ min: 1, max: 30 }),
      fc.boolean(),
      (points, side, hasDepth) => {
        const shown = drawn(
          points.map(([x, y, near]) => [x, y, near]),
          points.map((_, i) => i % 2),
          { side, hasDepth },
        );
        assert.deepEqual(
          [...new Set(shown.join(''))].filter((pixel) => pixel !== '0' && pixel !== '1'),
          [],
        );
      },
    ),
  );
  assert.ok(
    !drawn([[3, 2, 0]], [0])
      .join('')
      .includes('1'),
  );
  assert.ok(
    !drawn([[NaN, 2, 0]], [1])
      .join('')
      .includes('1'),
  );
});
