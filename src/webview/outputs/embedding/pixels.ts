import type { PictureView } from '../../../engine/api/imageApi.ts';

/** A picture with its pixels, decoded by the browser; grey where there are none, or where they cannot be read. */
export async function withPixels(view: PictureView, png: Uint8Array<ArrayBuffer> | undefined): Promise<PictureView> {
  const bitmap = png && (await createImageBitmap(new Blob([png], { type: 'image/png' })).catch(() => undefined));
  if (!bitmap || bitmap.width > longestSide || bitmap.height > longestSide) return grey(view);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data;
  if (!pixels) return grey(view);
  const rgb = Uint8Array.from(
    { length: canvas.width * canvas.height * 3 },
    (_, i) => pixels[Math.floor(i / 3) * 4 + (i % 3)]!,
  );
  return { ...view, shownWidth: canvas.width, shownHeight: canvas.height, rgb };
}

/** More than is ever kept in a notebook. */
const longestSide = 2048;

function grey(view: PictureView): PictureView {
  const shrink = 128 / Math.max(view.width, view.height);
  const shownWidth = Math.max(1, Math.round(view.width * shrink));
  const shownHeight = Math.max(1, Math.round(view.height * shrink));
  return { ...view, shownWidth, shownHeight, rgb: new Uint8Array(shownWidth * shownHeight * 3).fill(128) };
}
