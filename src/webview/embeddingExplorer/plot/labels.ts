import { shownPiece } from '../space/pointName.ts';
import type { Space } from '../space/space.ts';
import type { ExplorerState } from '../state.ts';
import type { Size } from './camera.ts';
import type { Pixel } from './picking.ts';

/** What labels are made from. */
export interface Labelled {
  readonly space: Space;
  readonly state: Pick<ExplorerState, 'current' | 'selected'>;
  readonly hovered: number | undefined;
  /** Where a point is seen, in pixels. */
  readonly seenAt: (point: number) => Pixel;
  readonly size: Size;
  /** How wide a text is, in pixels. */
  readonly widthOf: (text: string) => number;
}

/** A word beside its point: where its writing begins, on the line that letters stand on. */
export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/**
 * The words beside their points, as many as fit without hiding one another; the current one comes first. A word that would
 * be cut off at the right stands on the left of its point.
 */
export function placeLabels({ space, state, hovered, seenAt, size, widthOf }: Labelled): Label[] {
  const placed: (Label & { box: Box })[] = [];
  for (const point of labelled(space, state, hovered)) {
    const token = space.points[point];
    const seen = seenAt(point);
    if (token?.kind !== 'text' || !isWithin(seen, size)) continue;
    const text = shownPiece(token.piece);
    const label = { text, ...beside(seen, widthOf(text), size) };
    if (!placed.some(({ box }) => overlap(box, label.box))) placed.push(label);
  }
  return placed;
}

/** From the middle of a point to its word. */
const gap = 9;
/** How far letters reach above and below the line that they stand on. */
const [ascent, descent] = [12, 4];

function beside({ x, y }: Pixel, width: number, size: Size): { x: number; y: number; box: Box } {
  const [right, left] = [x + gap, x - gap - width];
  const begin = right + width > size.width && left >= 0 ? left : right;
  const line = Math.min(size.height - descent, Math.max(ascent, y + descent));
  const box = { left: begin - 2, top: line - ascent, right: begin + width + 2, bottom: line + descent };
  return { x: begin, y: line, box };
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** More words than these are a cloud in which none can be read. */
const mostLabels = 300;

function labelled({ points }: Space, { current, selected }: Labelled['state'], hovered: number | undefined): number[] {
  const first = [hovered, current, ...[...selected].slice(0, mostLabels)].filter((point) => point !== undefined);
  return [...new Set([...first, ...firstWords(points)])];
}

/** Words stand behind the pictures as a rule, so they are looked for from the end. */
function firstWords(points: Space['points']): number[] {
  const words: number[] = [];
  for (let point = points.length - 1; point >= 0 && words.length < mostLabels; point--)
    if (points[point]?.kind === 'text') words.push(point);
  return words.reverse();
}

/** A point without a place is in no plot. */
function isWithin({ x, y }: Pixel, { width, height }: Size): boolean {
  return x >= 0 && x <= width && y >= 0 && y <= height;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
