import type { Chance } from '../chance.ts';
import { drawFace } from '../drawFace.ts';
import { hexOf, shadeOf } from '../palette.ts';
import { canvasSide, type Box } from '../scene.ts';
import type { Split } from '../split.ts';
import { capitalHeight, textWidth, typeset } from '../typeset.ts';
import { line, type Point } from '../marks.ts';
import type { Face } from '../outlines.ts';
import type { Diagram, DiagramBox } from './diagram.ts';

/** Draws boxes and arrows, and says where the boxes are. */
export function drawDiagram(diagram: Diagram, look: DiagramLook): { svg: string; places: Box[] } {
  const places = layOut(diagram.boxes);
  const boxes = diagram.boxes.map((box, at) => drawBox(box, places[at]!, look));
  // Arrows join boxes of the list.
  const arrows = diagram.arrows.map(({ from, to }) => drawArrow(places[from]!, places[to]!, look));
  return { svg: [...arrows, ...boxes].join(''), places };
}

/** How a diagram looks. */
export interface DiagramLook {
  readonly face: Face;
  /** Of lines, and of text in boxes without a colour. */
  readonly ink: string;
  readonly rounding: number;
  readonly isFilled: boolean;
}

/** Draws a look by lot. */
export function drawLook(isDark: boolean, isFilled: boolean, split: Split, chance: Chance): DiagramLook {
  return {
    face: drawFace(split, 'plain', chance),
    ink: hexOf(0, 0, isDark ? chance.between(0.8, 1) : chance.between(0, 0.25)),
    rounding: chance.pick([0, 0, 3, 9]),
    isFilled,
  };
}

/** Spreads the used columns and rows over the canvas. */
function layOut(boxes: readonly DiagramBox[]): Box[] {
  const across = spread(
    boxes.map(({ column }) => column),
    34,
  );
  const down = spread(
    boxes.map(({ row }) => row),
    26,
  );
  return boxes.map(({ column, row }) => {
    const [x, y] = [across.middle(column), down.middle(row)];
    const [halfWidth, halfHeight] = [across.extent / 2, down.extent / 2];
    return { left: x - halfWidth, top: y - halfHeight, right: x + halfWidth, bottom: y + halfHeight };
  });
}

/** Room for each used column: its middle, and how much of it a box takes; the rest is left to arrows. */
function spread(used: readonly number[], most: number) {
  const [low, high] = [Math.min(...used), Math.max(...used)];
  const step = (canvasSide - 8) / (high - low + 1);
  return { extent: Math.min(most, 0.7 * step), middle: (at: number): number => 4 + (at - low + 0.5) * step };
}

function drawBox({ label, colour }: DiagramBox, place: Box, { face, ink, rounding, isFilled }: DiagramLook): string {
  const width = place.right - place.left;
  const size = Math.min(17, (width - 3) / textWidth(face, label));
  const isColoured = colour !== undefined && isFilled;
  const stroke = colour === undefined ? ink : shadeOf(colour);
  const fill = isColoured ? stroke : 'none';
  const frame =
    `<rect x="${place.left.toFixed(2)}" y="${place.top.toFixed(2)}" width="${width.toFixed(2)}" ` +
    `height="${(place.bottom - place.top).toFixed(2)}" rx="${rounding}" fill="${fill}" stroke="${stroke}" stroke-width="1.4"/>`;
  const baseline = (place.top + place.bottom) / 2 + (capitalHeight(face) * size) / 2;
  const x = (place.left + place.right) / 2;
  return frame + typeset(face, label, { size, x, baseline, anchor: 'middle', fill: isColoured ? '#ffffff' : ink }).svg;
}

// Units between an arrow and the boxes it joins.
const gap = 1.5;

/** An arrow between two boxes in one column or row. */
function drawArrow(from: Box, to: Box, { ink }: DiagramLook): string {
  const [start, end] = [middle(from), middle(to)];
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  const [right, down] = [(end.x - start.x) / length, (end.y - start.y) / length];
  const reach = (box: Box): number =>
    gap + (Math.abs(right) * (box.right - box.left) + Math.abs(down) * (box.bottom - box.top)) / 2;
  const tip = { x: end.x - right * reach(to), y: end.y - down * reach(to) };
  const tail = { x: start.x + right * reach(from), y: start.y + down * reach(from) };
  const neck = { x: tip.x - right * 5, y: tip.y - down * 5 };
  const head = [
    tip,
    { x: neck.x - down * 3.5, y: neck.y + right * 3.5 },
    { x: neck.x + down * 3.5, y: neck.y - right * 3.5 },
  ];
  const points = head.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L');
  return `${line(tail, neck, `stroke="${ink}" stroke-width="1.4"`)}<path d="M${points}Z" fill="${ink}"/>`;
}

function middle({ left, top, right, bottom }: Box): Point {
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}
