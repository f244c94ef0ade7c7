import type { Box } from './scene.ts';

/** An upright rectangle with these attributes. */
export function rectangle({ left, top, right, bottom }: Box, attributes: string): string {
  return `<rect x="${at(left)}" y="${at(top)}" width="${at(right - left)}" height="${at(bottom - top)}" ${attributes}/>`;
}

/** A straight line. */
export function line(from: Point, to: Point, attributes: string): string {
  return `<path d="M${at(from.x)} ${at(from.y)}L${at(to.x)} ${at(to.y)}" fill="none" ${attributes}/>`;
}

/** Straight lines from point to point. */
export function polyline(points: readonly Point[], attributes: string): string {
  return `<path d="M${points.map(({ x, y }) => `${at(x)} ${at(y)}`).join('L')}" fill="none" ${attributes}/>`;
}

/** A filled circle. */
export function dot({ x, y }: Point, radius: number, fill: string): string {
  return `<circle cx="${at(x)}" cy="${at(y)}" r="${at(radius)}" fill="${fill}"/>`;
}

/** A place in units of the canvas. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The smallest box around all of these. */
export function around(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    top: Math.min(...boxes.map(({ top }) => top)),
    right: Math.max(...boxes.map(({ right }) => right)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  };
}

/** Two decimals are finer than a pixel can show, and the same on every machine. */
function at(value: number): string {
  return value.toFixed(2);
}
