/** How a picture is seen in its frame: larger by `scale`, its upper left corner moved by shares of the frame. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** The whole picture. */
export const unzoomed: Zoom = { scale: 1, x: 0, y: 0 };

/** A place in the frame: shares of its width and height. */
export interface At {
  readonly x: number;
  readonly y: number;
}

/** Zooms so that what lies at a place stays there, between the whole picture and sixteen times its size. */
export function zoomedAt({ scale, x, y }: Zoom, factor: number, at: At): Zoom {
  const next = Math.min(largest, Math.max(1, scale * factor));
  const grown = next / scale;
  return within({ scale: next, x: at.x - (at.x - x) * grown, y: at.y - (at.y - y) * grown });
}

/** Moves by shares of the frame, not beyond the picture's edges. */
export function movedBy({ scale, x, y }: Zoom, dx: number, dy: number): Zoom {
  return within({ scale, x: x + dx, y: y + dy });
}

const largest = 16;

function within({ scale, x, y }: Zoom): Zoom {
  const inside = (offset: number): number => Math.min(0, Math.max(1 - scale, offset));
  return { scale, x: inside(x), y: inside(y) };
}
