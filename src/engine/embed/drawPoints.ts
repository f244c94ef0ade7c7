import type { RgbImage } from '../image/rgbImage.ts';

/** A point in pixels of its panel; without a colour, a word. */
export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly colour: readonly [red: number, green: number, blue: number] | undefined;
}

export const panelWidth = 240;
export const panelHeight = 180;
const gap = 8;

/** Panels of points in rows of three, on white, so that it reads the same in every viewer. */
export function drawPoints(panels: readonly (readonly Dot[])[]): RgbImage {
  const columns = Math.min(panels.length, 3);
  const rows = Math.ceil(panels.length / 3);
  const width = gap + columns * (panelWidth + gap);
  const height = gap + rows * (panelHeight + gap);
  const image: RgbImage = { width, height, rgb: new Uint8Array(width * height * 3).fill(255) };
  for (const [index, dots] of panels.entries()) {
    const left = gap + (index % 3) * (panelWidth + gap);
    const top = gap + Math.floor(index / 3) * (panelHeight + gap);
    drawFrame(image, left, top);
    for (const dot of dots) if (dot.colour) drawDot(image, { ...dot, x: left + dot.x, y: top + dot.y }, dot.colour);
    // Words lie on top: there are few of them.
    for (const dot of dots) if (!dot.colour) drawRing(image, { x: left + dot.x, y: top + dot.y });
  }
  return image;
}

const frame = [208, 208, 208] as const;
const outline = [110, 110, 110] as const;
const ring = [200, 70, 0] as const;

function drawFrame(image: RgbImage, left: number, top: number): void {
  for (let x = 0; x < panelWidth; x++) for (const y of [0, panelHeight - 1]) paint(image, left + x, top + y, frame);
  for (let y = 0; y < panelHeight; y++) for (const x of [0, panelWidth - 1]) paint(image, left + x, top + y, frame);
}

/** A dot with a thin outline, so that light patches are seen on white. */
function drawDot(image: RgbImage, { x, y }: { x: number; y: number }, colour: readonly [number, number, number]): void {
  overDisc({ x, y, radius: 3.2 }, (px, py, distance) => paint(image, px, py, distance > 2.3 ? outline : colour));
}

function drawRing(image: RgbImage, { x, y }: { x: number; y: number }): void {
  overDisc({ x, y, radius: 4.2 }, (px, py, distance) => {
    if (distance > 2.4) paint(image, px, py, ring);
  });
}

type Paint = (x: number, y: number, distance: number) => void;

function overDisc({ x, y, radius }: { x: number; y: number; radius: number }, at: Paint): void {
  for (let py = Math.floor(y - radius); py <= Math.ceil(y + radius); py++)
    for (let px = Math.floor(x - radius); px <= Math.ceil(x + radius); px++) {
      const distance = Math.hypot(px - x, py - y);
      if (distance <= radius) at(px, py, distance);
    }
}

function paint(
  { width, height, rgb }: RgbImage,
  x: number,
  y: number,
  colour: readonly [number, number, number],
): void {
  if (x >= 0 && x < width && y >= 0 && y < height) rgb.set(colour, (y * width + x) * 3);
}
