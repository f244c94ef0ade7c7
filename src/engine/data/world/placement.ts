import { canvasSide, type Box, type Wear } from './scene.ts';

/** An affine map as SVG writes it: x' = ax + cy + e, y' = bx + dy + f. */
export interface Placement {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

const middle = canvasSide / 2;

/** How wear moves what was drawn: turned about the middle of the canvas, scaled, and put somewhere in the room that leaves. */
export function placementOf({ turn = 0, scale = { x: 1, y: 1 }, shift = { x: 0, y: 0 } }: Wear = {}): Placement {
  const angle = (turn * Math.PI) / 180;
  const [a, b] = [scale.x * Math.cos(angle), scale.y * Math.sin(angle)];
  const [c, d] = [-scale.x * Math.sin(angle), scale.y * Math.cos(angle)];
  const right = middle * (1 - scale.x) * shift.x;
  const down = middle * (1 - scale.y) * shift.y;
  return { a, b, c, d, e: middle * (1 - a - c) + right, f: middle * (1 - b - d) + down };
}

/** The box, in pixels of a picture with this side, around where wear left what lay in `box`. */
export function boxInPixels({ left, top, right, bottom }: Box, wear: Wear | undefined, side: number): Box {
  const { a, b, c, d, e, f } = placementOf(wear);
  const corners = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ] as const;
  const xs = corners.map(([x, y]) => toPixels(a * x + c * y + e, side));
  const ys = corners.map(([x, y]) => toPixels(b * x + d * y + f, side));
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

function toPixels(units: number, side: number): number {
  return Math.min(Math.max((units * side) / canvasSide, 0), side);
}
