import { shownPiece } from '../space/pointName.ts';
import type { Space } from '../space/space.ts';
import type { ExplorerState } from '../state.ts';
import type { Pixel } from './picking.ts';

/** What labels are drawn from. */
export interface Labelled {
  readonly space: Space;
  readonly state: ExplorerState;
  readonly hovered: number | undefined;
  /** Where a point is seen, in pixels. */
  readonly seenAt: (point: number) => Pixel;
}

/** Writes the words beside their points, as many as fit without hiding one another; the current one comes first. */
export function drawLabels(canvas: HTMLCanvasElement, { space, state, hovered, seenAt }: Labelled): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const style = getComputedStyle(canvas);
  context.font = `${style.fontSize} ${style.fontFamily}`;
  const taken: Box[] = [];
  for (const point of labelled(space, state, hovered)) {
    const token = space.points[point];
    if (token?.kind !== 'text') continue;
    const seen = seenAt(point);
    const [x, y] = [seen.x + 9, seen.y + 4];
    const box = {
      left: x - 2,
      top: y - 12,
      right: x + context.measureText(shownPiece(token.piece)).width + 2,
      bottom: y + 4,
    };
    if (!Number.isFinite(x) || taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    writeLabel(context, shownPiece(token.piece), { x, y }, style);
  }
}

/** Draws the line around what is about to be selected. */
export function drawOutline(canvas: HTMLCanvasElement, outline: readonly Pixel[]): void {
  const context = canvas.getContext('2d');
  if (!context || outline.length < 2) return;
  const colour = getComputedStyle(canvas).getPropertyValue('--vscode-focusBorder') || 'currentColor';
  context.beginPath();
  for (const { x, y } of outline) context.lineTo(x, y);
  context.closePath();
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.setLineDash([6, 4]);
  context.stroke();
  context.setLineDash([]);
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** More words than these are a cloud in which none can be read. */
const mostLabels = 300;

function labelled({ points }: Space, { current, selected }: ExplorerState, hovered: number | undefined): number[] {
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

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function writeLabel(
  context: CanvasRenderingContext2D,
  text: string,
  { x, y }: Pixel,
  style: CSSStyleDeclaration,
): void {
  context.lineWidth = 3;
  context.lineJoin = 'round';
  // The ground shines around the letters, so that they can be read over points.
  context.strokeStyle = style.getPropertyValue('--vscode-editor-background') || 'transparent';
  context.strokeText(text, x, y);
  context.fillStyle = style.color;
  context.fillText(text, x, y);
}
