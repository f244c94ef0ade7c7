import { setImmediate } from 'node:timers/promises';
import type { RgbImage } from './rgbImage.ts';

/** Which pixels of two pictures of one size differ. */
export interface DifferingPixels {
  /** How many differ by more than the tolerance. */
  count: number;
  /** The largest difference of a colour, of 255. */
  largest: number;
  grid: BlockGrid;
}

/** A picture in square blocks, row by row; those in which pixels differ have the smallest box around these. */
export interface BlockGrid {
  columns: number;
  blocks: (Extent | undefined)[];
}

/** In pixels; right and bottom lie in it. */
export interface Extent {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * Looks at each pixel once, and lets other work pass now and then. What is remembered is small, however large the pictures
 * are: some thousand blocks.
 */
export async function differingPixels(before: RgbImage, after: RgbImage, tolerance: number): Promise<DifferingPixels> {
  const { width, height } = before;
  const side = blockSide(width, height);
  const columns = Math.ceil(width / side);
  const blocks = new Array<Extent | undefined>(columns * Math.ceil(height / side)).fill(undefined);
  const found = { count: 0, largest: 0, grid: { columns, blocks } };
  for (let y = 0; y < height; y++) {
    if (y % side === 0) await setImmediate();
    const [start, end] = [y * width * 3, (y + 1) * width * 3];
    const rows = [before.rgb.subarray(start, end), after.rgb.subarray(start, end)] as const;
    if (Buffer.compare(...rows) !== 0) compareRow(rows, { found, y, side, tolerance });
  }
  return found;
}

/** Pixels that lie a block apart or less are one place: a sixty-fourth of the picture, but no less than a small letter. */
function blockSide(width: number, height: number): number {
  return Math.max(8, Math.ceil(Math.max(width, height) / 64));
}

interface Place {
  found: DifferingPixels;
  y: number;
  /** Of a block. */
  side: number;
  tolerance: number;
}

function compareRow([before, after]: readonly [Uint8Array, Uint8Array], { found, y, side, tolerance }: Place): void {
  const { columns, blocks } = found.grid;
  const first = Math.floor(y / side) * columns;
  for (let x = 0, at = 0; at < before.length; x++, at += 3) {
    // Both rows have three colours for each pixel.
    const red = Math.abs(before[at]! - after[at]!);
    const green = Math.abs(before[at + 1]! - after[at + 1]!);
    const blue = Math.abs(before[at + 2]! - after[at + 2]!);
    const difference = Math.max(red, green, blue);
    if (difference > found.largest) found.largest = difference;
    if (difference <= tolerance) continue;
    found.count++;
    const block = first + Math.floor(x / side);
    blocks[block] = extended(blocks[block], x, y);
  }
}

/** With one more pixel, which lies right of what was there or in a lower row. */
function extended(extent: Extent | undefined, x: number, y: number): Extent {
  if (!extent) return { left: x, top: y, right: x, bottom: y };
  extent.left = Math.min(extent.left, x);
  extent.right = Math.max(extent.right, x);
  extent.bottom = y;
  return extent;
}
