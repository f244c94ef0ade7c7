import type { Chance } from '../chance.ts';
import { colourNames, contrast, shadeOf } from '../palette.ts';
import type { Split } from '../split.ts';
import { labelOf } from '../text/strings.ts';
import { drawShortLabels } from '../text/shortLabels.ts';
import type { Arrow, Diagram, DiagramBox } from './diagram.ts';
import type { DiagramLevel } from './diagramLevels.ts';

/** Draws boxes on a grid by lot, each next to an earlier one, and arrows between neighbours only, so that none crosses a box. */
export function drawDiagramData(level: DiagramLevel, ground: string, split: Split, chance: Chance): Diagram {
  const count = chance.whole(...level.boxes);
  const cells = growCells(count, level.grid, chance);
  const labels = drawLabels(count, level.labels, split, chance);
  const colours = darkEnough.filter((name) => contrast(shadeOf(name), ground) > 1.8);
  const boxes = cells.map(([column, row], at): DiagramBox => {
    // There is a label for each cell.
    const box = { label: labels[at]!, column, row };
    return level.styled ? { ...box, colour: chance.pick(colours) } : box;
  });
  return { boxes, arrows: drawArrows(cells, level.extra, chance) };
}

// White letters have to read on them.
const darkEnough = colourNames.filter((name) => contrast(shadeOf(name), '#ffffff') > 2.6);

type Cell = readonly [column: number, row: number];

/** Cells of the grid, each of which has a neighbour among those before it. */
function growCells(count: number, [columns, rows]: readonly [number, number], chance: Chance): Cell[] {
  const all = Array.from({ length: columns * rows }, (_, at): Cell => [at % columns, Math.floor(at / columns)]);
  // A grid has a cell at least.
  const cells: Cell[] = [chance.pick(all)];
  while (cells.length < count) {
    const open = all.filter((cell) => !cells.includes(cell) && cells.some((other) => areNeighbours(cell, other)));
    cells.push(chance.pick(open));
  }
  return chance.shuffled(cells);
}

function areNeighbours([column1, row1]: Cell, [column2, row2]: Cell): boolean {
  return Math.abs(column1 - column2) + Math.abs(row1 - row2) === 1;
}

/** Arrows that join all boxes, each pointing either way, and a few more where neighbours are left. */
function drawArrows(cells: readonly Cell[], extra: number, chance: Chance): Arrow[] {
  const pairs = cells.flatMap((cell, from) =>
    cells.flatMap((other, to) => (from < to && areNeighbours(cell, other) ? [{ from, to }] : [])),
  );
  const joined = new Set([0]);
  const arrows: Arrow[] = [];
  while (joined.size < cells.length) {
    const reach = pairs.filter(({ from, to }) => joined.has(from) !== joined.has(to));
    const pair = chance.pick(reach);
    joined.add(pair.from).add(pair.to);
    arrows.push(pair);
  }
  const rest = chance.shuffled(pairs.filter((pair) => !arrows.includes(pair))).slice(0, chance.whole(0, extra));
  return [...arrows, ...rest].map(({ from, to }) => (chance.happens(0.5) ? { from, to } : { from: to, to: from }));
}

function drawLabels(count: number, labels: DiagramLevel['labels'], split: Split, chance: Chance): string[] {
  if (split === 'train' && chance.happens(0.4)) return drawShortLabels(count, chance);
  if (labels === 'letters') return chance.shuffled(Array.from('ABCDEFGH')).slice(0, count);
  const found = new Set<string>();
  while (found.size < count) found.add(labelOf([3, 4], split, chance));
  return [...found];
}
