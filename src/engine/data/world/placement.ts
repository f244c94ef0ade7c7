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

/** How wear moves what was drawn: turned about the middle of the canvas, then squeezed towards it. */
export function placementOf({ turn = 0, squeeze = { x: 1, y: 1 } }: Wear = {}): Placement {
  const angle = (turn * Math.PI) / 180;
  const [a, b] = [squeeze.x * Math.cos(angle), squeeze.y * Math.sin(angle)];
  const [c, d] = [-squeeze.x * Math.sin(angle), squeeze.y * Math.cos(angle)];
  return { a, b, c, d, e: middle * (1 - a - c), f: middle * (1 - b - d) };
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
