import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WordMap } from '../../../../src/engine/api/engineApi.ts';
import { drawMap } from '../../../../src/engine/embed/maps/drawMap.ts';
import { mapPatches } from '../../../../src/engine/embed/maps/mapPatches.ts';
import { decodeImage } from '../../../../src/engine/image/decodeImage.ts';

const picture = {
  ...{ path: 'a.png', width: 8, height: 4, grid: [2, 1] as [number, number], tiles: 2 },
  ...{ shownWidth: 8, shownHeight: 4, rgb: new Uint8Array(96).fill(100) },
};

function mapOf(kind: 'gradient' | 'cosine', values: number[], pictures = [picture]): WordMap {
  const patches = mapPatches(pictures, 2);
  const made = { probability: 1, model: 'nano', trained: true, precision: 'fp32' } as const;
  return { ...made, method: 'gradient', patches, views: [{ kind, values: Float32Array.from(values) }], pictures };
}

async function redOf(png: Uint8Array) {
  const { rgb, width, height } = await decodeImage({ bytes: png, name: 'map.png' }, { mode: 'user' });
  return { width, height, at: (x: number, y: number) => rgb[(y * width + x) * 3]! };
}

test('a map is drawn where its patches lie, tile by tile, light where it is most', async () => {
  const { map, pictures } = await drawMap(mapOf('gradient', [0, 0, 0, 0, 0, 0, -9, 5]));
  const { width, height, at } = await redOf(map);
  assert.deepEqual([width, height], [8, 4]);
  // The second tile's last patch; 0.7 of the lightest colour, 252, over 100.
  assert.equal(at(7, 3), Math.round(0.7 * 252 + 30));
  for (const [x, y] of [
    [0, 0],
    [3, 3],
    [4, 0],
    [5, 3],
  ] as const)
    assert.equal(at(x, y), 30);
  assert.equal((await redOf(pictures[0]!)).at(7, 3), 100);
});

test('cosines are drawn from the lowest on, and several pictures one below the other', async () => {
  const values = [-0.5, -0.5, -0.5, -0.5, -0.5, -0.5, -0.5, -0.1];
  const { map } = await drawMap(mapOf('cosine', [...values, ...values.toReversed()], [picture, picture]));
  const { height, at } = await redOf(map);
  assert.equal(height, 4 + 8 + 4);
  assert.ok(at(7, 3) > 150 && at(0, 0) < 50 && at(0, 12) > 150);
  assert.equal(at(0, 6), 255);
});

test('a map of numbers that are none leaves its picture as it is dark', async () => {
  const { map } = await drawMap(mapOf('gradient', new Array<number>(8).fill(NaN)));
  assert.equal((await redOf(map)).at(0, 0), 30);
});
