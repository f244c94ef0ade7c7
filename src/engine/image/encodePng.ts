import sharp from 'sharp';
import type { RgbImage } from './rgbImage.ts';

/** A picture as the bytes of a PNG file. */
export async function encodePng({ width, height, rgb }: RgbImage): Promise<Uint8Array> {
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 9 })
    .toBuffer();
}
