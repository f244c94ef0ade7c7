import type { Chance } from '../chance.ts';
import { canvasSide, type Box } from '../scene.ts';
import type { IconPlace } from './iconScene.ts';

/** A square for an icon, and what its place is called. */
export interface IconSpot {
  readonly box: Box;
  readonly place?: IconPlace;
}

const arrangements: readonly (readonly (readonly (IconPlace | undefined)[])[])[] = [
  [[undefined]],
  [['left', 'right']],
  [['top'], ['bottom']],
  [
    ['top left', 'top right'],
    ['bottom left', 'bottom right'],
  ],
];

/** Squares for one to four icons, each somewhere in its cell of a grid. Three icons leave one of four cells empty. */
export function placeIcons(count: number, size: readonly [number, number], chance: Chance): IconSpot[] {
  const rows = chance.pick(arrangements.filter((grid) => cellsOf(grid) === (count === 3 ? 4 : count)));
  // Every arrangement has a row.
  const [width, height] = [canvasSide / rows[0]!.length, canvasSide / rows.length];
  const cells = rows.flatMap((row, down) =>
    row.map((place, across) =>
      spotIn({ left: across * width, top: down * height, width, height, place }, size, chance),
    ),
  );
  return chance.shuffled(cells).slice(0, count);
}

function cellsOf(grid: readonly (readonly unknown[])[]): number {
  return grid.reduce((sum, row) => sum + row.length, 0);
}

interface Cell {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly place: IconPlace | undefined;
}

function spotIn({ left, top, width, height, place }: Cell, size: readonly [number, number], chance: Chance): IconSpot {
  const side = Math.min(width, height) * chance.between(...size);
  // Only icons smaller than their largest size wander; at one fixed size they stay in the middle.
  const wander = size[0] === size[1] ? 0.5 : undefined;
  const x = left + 2 + (wander ?? chance.between(0, 1)) * (width - side - 4);
  const y = top + 2 + (wander ?? chance.between(0, 1)) * (height - side - 4);
  return { box: { left: x, top: y, right: x + side, bottom: y + side }, ...(place && { place }) };
}
