import sharp from 'sharp';
import type { RgbImage } from './rgbImage.ts';

/** The picture as it looks after it was saved as JPEG of this quality, 1 to 100. */
export async function jpegArtefacts({ width, height, rgb }: RgbImage, quality: number): Promise<RgbImage> {
  const saved = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();
  const { data } = await sharp(saved).raw().toBuffer({ resolveWithObject: true });
  return { width, height, rgb: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}
