import type { PictureView } from '../../../engine/api/imageApi.ts';
import { inPixels, type Place } from '../space/patchPlace.ts';

/** A picture as a canvas of its own pixels. */
export function pictureCanvas({ shownWidth, shownHeight, rgb }: PictureView): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = shownWidth;
  canvas.height = shownHeight;
  const pixels = new ImageData(shownWidth, shownHeight);
  for (let i = 0; i < shownWidth * shownHeight; i++) {
    pixels.data[i * 4] = rgb[i * 3]!;
    pixels.data[i * 4 + 1] = rgb[i * 3 + 1]!;
    pixels.data[i * 4 + 2] = rgb[i * 3 + 2]!;
    pixels.data[i * 4 + 3] = 255;
  }
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  return canvas;
}

/** One patch with a little of what is around it, so that it can be recognised, framed. */
export function patchThumbnail(picture: HTMLCanvasElement, place: Place, side = 40): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.className = 'thumbnail';
  canvas.width = canvas.height = side;
  canvas.setAttribute('aria-hidden', 'true');
  const context = canvas.getContext('2d');
  const { left, top, width, height } = inPixels(place, picture.width, picture.height);
  const around = Math.max(width, height) * 2;
  const [x, y] = [left + width / 2 - around / 2, top + height / 2 - around / 2];
  const scale = side / around;
  context?.drawImage(picture, x, y, around, around, 0, 0, side, side);
  if (context) {
    context.strokeStyle = 'white';
    context.lineWidth = 3;
    context.strokeRect((left - x) * scale, (top - y) * scale, width * scale, height * scale);
    context.strokeStyle = 'black';
    context.lineWidth = 1;
    context.strokeRect((left - x) * scale, (top - y) * scale, width * scale, height * scale);
  }
  return canvas;
}
