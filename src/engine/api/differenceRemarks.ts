import type { ImageDifference, ImageSize, PixelDifference } from './imageApi.ts';
import { remark, type Remark } from './remarks.ts';

/** What sets two pictures apart, in sentences. */
export function differenceRemarks({ before, after, pixels, hasMoreFrames }: ImageDifference): Remark[] {
  const frames = hasMoreFrames ? [remark('difference/frames', undefined)] : [];
  if (pixels) return [...pixelRemarks(pixels, after), ...frames];
  return [remark('difference/size', { before: sizeText(before), after: sizeText(after) }), ...frames];
}

function pixelRemarks(pixels: PixelDifference, size: ImageSize): Remark[] {
  const { count, share, tolerance, largest, places } = pixels;
  if (largest === 0) return [remark('difference/none', undefined)];
  if (count === 0) return [remark('difference/slight', { largest, tolerance })];
  const boxes = pixels.boxes.map((box) => remark('difference/box', box));
  const details = { size: sizeText(size), count, percent: percentText(share), places, boxes };
  const where = places === 1 ? 'one-place' : places > boxes.length ? 'many-places' : 'places';
  const slight = tolerance > 0 ? [remark('difference/tolerance', { tolerance })] : [];
  return [remark(`difference/${where}`, details), ...slight];
}

/** To a tenth; never 0 of what differs, nor 100 where something does not. */
function percentText(share: number): string {
  if (share < 0.001) return '< 0.1';
  return share === 1 ? '100' : Math.min(99.9, share * 100).toFixed(1);
}

const sizeText = ({ width, height }: ImageSize) => `${width} × ${height}`;
