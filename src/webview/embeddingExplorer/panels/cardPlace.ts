import type { Size } from '../plot/camera.ts';
import type { Pixel } from '../plot/picking.ts';

/**
 * Where a card about a pixel of a plot has its upper left corner, so that all of it is seen: below and to the right of the
 * pixel, on the other side where it would not fit, and as far inside as there is room where it fits on neither.
 */
export function cardPlace({ x, y }: Pixel, card: Size, plot: Size): Pixel {
  return { x: along(x, card.width, plot.width), y: along(y, card.height, plot.height) };
}

/** From the pixel to the card, and from the card to the plot's edge. */
const [gap, margin] = [14, 2];

function along(at: number, length: number, room: number): number {
  const [after, before, last] = [at + gap, at - gap - length, room - margin - length];
  if (after <= last) return after;
  return before >= margin ? before : Math.max(margin, last);
}
