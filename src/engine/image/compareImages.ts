import type { CompareRequest, ImageDifference, ImageSize, PixelDifference } from '../api/imageApi.ts';
import { decodeImage, type DecodedImage } from './decodeImage.ts';
import { differingPixels } from './differingPixels.ts';
import { joinedBoxes } from './joinedBoxes.ts';

/** Measures what sets two pictures apart. Both are held decoded: at the limit of pictures, 1.2 GB for the moment. */
export async function compareImages({ before: first, after: second }: CompareRequest): Promise<ImageDifference> {
  const before = await decodeImage(first);
  const after = await decodeImage(second);
  const sizes = { before: sizeOf(before), after: sizeOf(after) };
  const hasMoreFrames = [before, after].some(({ pages = 1 }) => pages > 1);
  if (before.width !== after.width || before.height !== after.height) return { ...sizes, hasMoreFrames };
  return { ...sizes, pixels: await pixelDifference(before, after), hasMoreFrames };
}

async function pixelDifference(before: DecodedImage, after: DecodedImage): Promise<PixelDifference> {
  const tolerance = [before, after].some(({ format }) => lossyFormats.has(format)) ? lossyTolerance : 0;
  const { count, largest, grid } = await differingPixels(before, after, tolerance);
  const boxes = joinedBoxes(grid);
  const share = count / (before.width * before.height);
  return { count, share, tolerance, largest, places: boxes.length, boxes: boxes.slice(0, mostBoxes) };
}

/** What saving in these formats changes is not what anybody changed. WebP can be exact, but its header does not say. */
const lossyFormats: ReadonlySet<string> = new Set(['jpeg', 'webp', 'heif', 'jxl']);

/**
 * Saved as JPEG or WebP of quality 75 to 95, of the example pictures at most 0.15 % of the pixels change by more, and of
 * hard edges between strong colours 0.8 %; a photograph changes by up to 24.
 */
const lossyTolerance = 32;

const mostBoxes = 8;

const sizeOf = ({ width, height }: ImageSize): ImageSize => ({ width, height });
