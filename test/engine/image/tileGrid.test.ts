import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { candidateGrids } from '../../../src/engine/image/candidateGrids.ts';
import { chooseGrid, tileCount } from '../../../src/engine/image/tileGrid.ts';

interface Golden {
  orders: Record<string, string>;
  choices: [number, number, number, number, number, number, number][];
}

const golden = JSON.parse(readFileSync(new URL('../../golden/image/tileGrid.json', import.meta.url), 'utf8')) as Golden;

test('candidate grids come in the order of the published Python code, for every number of tiles', () => {
  assert.ok(Object.keys(golden.orders).length > 45);
  for (const [bounds, order] of Object.entries(golden.orders)) {
    const [minTiles, maxTiles] = bounds.split('..').map(Number);
    const grids = candidateGrids(minTiles!, maxTiles!).map(([columns, rows]) => `${columns}x${rows}`);
    assert.equal(grids.join(' '), order, bounds);
  }
});

test('the grid chosen for a picture is the published rule’s, exact ties included', () => {
  assert.ok(golden.choices.length > 150);
  for (const [width, height, tileSize, minTiles, maxTiles, columns, rows] of golden.choices) {
    const grid = chooseGrid(width, height, { tileSize, minTiles, maxTiles });
    assert.deepEqual(grid, [columns, rows], `${width}×${height} into ${minTiles} to ${maxTiles} tiles of ${tileSize}`);
  }
});

test('a square picture is cut finer the more pixels it has', () => {
  const grid = (side: number) => chooseGrid(side, side, { tileSize: 448, minTiles: 1, maxTiles: 12 });
  assert.deepEqual([300, 700, 1000].map(grid), [
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
});

test('a grid never has fewer or more tiles than allowed', () => {
  const side = fc.integer({ min: 1, max: 10_000 });
  const bounds = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.nat(20)).map(([min, more]) => [min, min + more] as const);
  fc.assert(
    fc.property(side, side, bounds, (width, height, [minTiles, maxTiles]) => {
      const [columns, rows] = chooseGrid(width, height, { tileSize: 448, minTiles, maxTiles });
      assert.ok(columns * rows >= minTiles && columns * rows <= maxTiles);
    }),
  );
});

test('only a picture cut into several tiles gets a thumbnail, and only where thumbnails are wanted', () => {
  assert.equal(tileCount([1, 1], { thumbnail: true }), 1);
  assert.equal(tileCount([4, 3], { thumbnail: true }), 13);
  assert.equal(tileCount([4, 3], { thumbnail: false }), 12);
});
