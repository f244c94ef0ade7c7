import type { ImageSource, ImageSummary, PictureView } from '../api/engineApi.ts';
import { decodeImage } from '../image/decodeImage.ts';
import { resizeBicubic } from '../image/resizeBicubic.ts';

/** A picture as the model reads it, upright and without transparency, no larger than views show it. */
export async function viewPicture(source: ImageSource, summary: ImageSummary): Promise<PictureView> {
  const image = await decodeImage(source, { mode: 'user' });
  const shrink = Math.min(1, longestSide / Math.max(image.width, image.height));
  const shown = (side: number): number => Math.max(1, Math.round(side * shrink));
  const { width, height, rgb } = resizeBicubic(image, shown(image.width), shown(image.height));
  return { ...summary, shownWidth: width, shownHeight: height, rgb };
}

/** A view is rarely wider; three bytes a pixel go to it. */
const longestSide = 768;
