import type { ImageSource, ImageSummary, PictureView } from '../api/imageApi.ts';
import { decodeImage } from '../image/decodeImage.ts';
import { resizeBicubic } from '../image/resizeBicubic.ts';

/** A picture as the model reads it, upright and without transparency, no larger than views show it; one of several, that is. */
export async function viewPicture(source: ImageSource, summary: ImageSummary, among = 1): Promise<PictureView> {
  const image = await decodeImage(source, { mode: 'user' });
  const longest = Math.min(longestSide, Math.sqrt(mostPixels / among));
  const shrink = Math.min(1, longest / Math.max(image.width, image.height));
  const shown = (side: number): number => Math.max(1, Math.round(side * shrink));
  const { width, height, rgb } = resizeBicubic(image, shown(image.width), shown(image.height));
  return { ...summary, shownWidth: width, shownHeight: height, rgb };
}

/** A view is rarely wider; three bytes a pixel go to it. */
const longestSide = 768;

/** All pictures of a view together: of a hundred pictures, each is as large as a stamp. */
const mostPixels = 6_000_000;
