import type { PictureView } from '../../../engine/api/imageApi.ts';
import type { EmbeddedToken } from '../../../engine/api/spaceApi.ts';

/** A part of a picture: shares of its width and height, in [0, 1]. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export type Patch = Extract<EmbeddedToken, { kind: 'patch' }>;

/** The part of its picture that a patch shows: of its tile, or of the whole where the tile is the thumbnail. */
export function patchPlace(patch: Patch, { grid }: Pick<PictureView, 'grid'>, side: number): Place {
  const [columns, rows] = patch.thumbnail ? [1, 1] : grid;
  const tile = patch.thumbnail ? 0 : patch.tile;
  const [width, height] = [1 / columns / side, 1 / rows / side];
  return {
    left: (tile % columns) / columns + patch.column * width,
    top: Math.floor(tile / columns) / rows + patch.row * height,
    width,
    height,
  };
}

/** A place in pixels of a picture, at least one pixel large. Neighbours meet without a gap and without overlap. */
export function inPixels({ left, top, width, height }: Place, pixelWidth: number, pixelHeight: number): Place {
  const [x, y] = [edge(left, pixelWidth), edge(top, pixelHeight)];
  return {
    left: x,
    top: y,
    width: Math.max(1, edge(left + width, pixelWidth) - x),
    height: Math.max(1, edge(top + height, pixelHeight) - y),
  };
}

/** A little less than a share, so that one patch's end and the next one's beginning, differently rounded, are one pixel. */
function edge(share: number, pixels: number): number {
  return Math.round(share * pixels - 1e-6);
}
