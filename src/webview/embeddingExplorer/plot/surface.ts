// P points · 3 axes, or red, green and blue

import type { Camera, Size } from './camera.ts';

/** What draws points: a graphics card, or where there is none, a plain canvas. */
export interface Surface {
  readonly canvas: HTMLCanvasElement;
  readonly isAccelerated: boolean;
  /** Points and the way each goes: from here, to there. */
  setPositions(from_P3: Float32Array, to_P3: Float32Array): void;
  setColours(colours_P3: Uint8Array): void;
  /** Of each point a sum of `marks`. */
  setMarks(marks_P: Uint8Array): void;
  draw(frame: Frame): void;
  /** Frees what it holds. */
  close(): void;
}

/** What is beside its colour worth showing of a point. */
export const marks = { isWord: 1, isSelected: 2, isCurrent: 4, isAside: 8 } as const;

/** One picture of the points. */
export interface Frame {
  readonly camera: Camera;
  readonly size: Size;
  /** Pixels of the screen a pixel of the page. */
  readonly pixelRatio: number;
  /** How much of its way each point has gone, in [0, 1]. */
  readonly progress: number;
  /** Diameter of a point, in pixels of the page. */
  readonly pointSize: number;
  /** Of outlines. */
  readonly outline: readonly [red: number, green: number, blue: number];
}

/** Sets the pixels of a canvas where they changed: setting them clears it. */
export function fitCanvas(canvas: HTMLCanvasElement, { width, height }: Size, pixelRatio: number): void {
  const [x, y] = [Math.max(1, Math.round(width * pixelRatio)), Math.max(1, Math.round(height * pixelRatio))];
  if (canvas.width !== x) canvas.width = x;
  if (canvas.height !== y) canvas.height = y;
}
