// N rows (outputs) · K columns (inputs)

import { bestGrid, inverseOf, nearestCode } from './bestGrid.ts';
import { topCode, type BlockFormat } from './blockFormat.ts';
import { emptyBlocks, setBlock, type BlockMatrix } from './blockMatrix.ts';

/**
 * Rounds each weight to the nearest value of its block's best grid. Enough for 8 bits; for 4, `quantizeWithFeedback`
 * loses less. Rows do not depend on each other, so a matrix may come in batches of rows.
 */
export function quantizeBlocks(weights_NK: Float32Array, columns: number, format: BlockFormat): BlockMatrix {
  const matrix = emptyBlocks(weights_NK.length / columns, columns, format);
  const everyColumnAlike = new Float64Array(format.blockSize).fill(1);
  const block = new Float64Array(format.blockSize);
  const codes = new Uint8Array(format.blockSize);
  for (let index = 0; index < matrix.scales.length; index++) {
    readBlock(weights_NK, columns, index, block);
    const grid = bestGrid(block, everyColumnAlike, format);
    const inverse = inverseOf(grid.scale);
    for (let i = 0; i < codes.length; i++) codes[i] = nearestCode(block[i]!, inverse, grid.zero, topCode(format));
    setBlock(matrix, index, grid, codes);
  }
  return matrix;
}

/** Copies block `index` (counted over the whole matrix) of a row's weights, with zeros past the row's end. */
export function readBlock(weights_NK: Float32Array, columns: number, index: number, block: Float64Array): void {
  const blocks = Math.ceil(columns / block.length);
  const row = Math.floor(index / blocks);
  const first = (index % blocks) * block.length;
  const width = Math.min(block.length, columns - first);
  for (let i = 0; i < width; i++) block[i] = weights_NK[row * columns + first + i]!;
  block.fill(0, width);
}
