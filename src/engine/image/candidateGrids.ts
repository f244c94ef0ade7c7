import { tupleSetOrder } from './tupleSetOrder.ts';

/** How a picture is cut into tiles. */
export type Grid = readonly [columns: number, rows: number];

/**
 * All grids of at least `minTiles` and at most `maxTiles` tiles, small ones first; those of one size in the order in
 * which the published Python code meets them, which decides ties.
 */
export function candidateGrids(minTiles: number, maxTiles: number): Grid[] {
  return tupleSetOrder(gridsAsGenerated(minTiles, maxTiles)).sort((a, b) => a[0] * a[1] - b[0] * b[1]);
}

/** The grids as three nested loops over n, columns and rows (both up to n) meet them for the first time. */
function gridsAsGenerated(minTiles: number, maxTiles: number): Grid[] {
  const grids: Grid[] = [];
  for (let n = minTiles; n <= maxTiles; n++) {
    for (let columns = 1; columns <= n; columns++) {
      grids.push(...rowsWithin(columns, n, minTiles, maxTiles).map((rows): Grid => [columns, rows]));
    }
  }
  return grids;
}

/** Numbers of rows that are new at step `n`: later steps meet only those grids again whose larger side is below n. */
function rowsWithin(columns: number, n: number, minTiles: number, maxTiles: number): number[] {
  const isFirstStep = n === minTiles;
  const least = Math.max(Math.ceil(minTiles / columns), isFirstStep || columns === n ? 1 : n);
  const most = Math.min(n, Math.floor(maxTiles / columns));
  return Array.from({ length: Math.max(0, most - least + 1) }, (_, i) => least + i);
}
