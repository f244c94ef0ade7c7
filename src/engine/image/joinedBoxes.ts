import type { PixelBox } from '../api/imageApi.ts';
import type { BlockGrid, Extent } from './differingPixels.ts';

/** The places in which blocks lie that touch one another, at an edge or a corner: boxes of pixels, largest first, none of which overlap. */
export function joinedBoxes(grid: BlockGrid): PixelBox[] {
  const apart = withoutOverlap(touching(grid)).map(toBox);
  return apart.sort((a, b) => b.width * b.height - a.width * a.height || a.y - b.y || a.x - b.x);
}

/** One extent for each group of blocks that touch. */
function touching({ columns, blocks }: BlockGrid): Extent[] {
  const rest = new Map<number, Extent>();
  for (const [block, extent] of blocks.entries()) if (extent) rest.set(block, extent);
  const places: Extent[] = [];
  for (const [block, extent] of rest) places.push(takeGroup(rest, columns, { block, extent }));
  return places;
}

/** Takes a block, those that touch it, those that touch these, and so on. Returns what is around all. */
function takeGroup(rest: Map<number, Extent>, columns: number, first: { block: number; extent: Extent }): Extent {
  const group = { ...first.extent };
  const reached = [first.block];
  for (const block of reached)
    for (const near of neighbours(block, columns)) {
      const extent = rest.get(near);
      if (!extent) continue;
      rest.delete(near);
      widen(group, extent);
      reached.push(near);
    }
  return group;
}

/** Those around a block, and itself. Some may lie above or below the grid, where there is nothing. */
function neighbours(block: number, columns: number): number[] {
  const column = block % columns;
  const beside = [...(column > 0 ? [-1] : []), 0, ...(column < columns - 1 ? [1] : [])];
  return [-columns, 0, columns].flatMap((down) => beside.map((across) => block + down + across));
}

/** Boxes around groups may overlap where the groups do not touch: they become one, until none do. */
function withoutOverlap(places: readonly Extent[]): Extent[] {
  const apart: Extent[] = [];
  for (const place of places) {
    const joined = { ...place };
    // What has grown may reach others that it did not reach before.
    for (let at = reachedOf(apart, joined); at >= 0; at = reachedOf(apart, joined))
      for (const other of apart.splice(at, 1)) widen(joined, other);
    apart.push(joined);
  }
  return apart;
}

const reachedOf = (places: readonly Extent[], place: Extent) => places.findIndex((other) => overlap(other, place));

function overlap(a: Extent, b: Extent): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}

function widen(place: Extent, { left, top, right, bottom }: Extent): void {
  place.left = Math.min(place.left, left);
  place.top = Math.min(place.top, top);
  place.right = Math.max(place.right, right);
  place.bottom = Math.max(place.bottom, bottom);
}

const toBox = ({ left, top, right, bottom }: Extent): PixelBox => ({
  ...{ x: left, y: top, width: right - left + 1, height: bottom - top + 1 },
});
