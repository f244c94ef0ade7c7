import sharp from 'sharp';
import type { ImageSource } from '../api/imageApi.ts';
import { askDecoder } from './askDecoder.ts';
import { decoders } from './decoders.ts';
import { readHeader, type DecodeOptions } from './imageHeader.ts';
import { defaultImageLimits } from './imageLimits.ts';
import { readImage } from './readImage.ts';
import type { RgbImage } from './rgbImage.ts';

/** A decoded picture and what its file was. */
export interface DecodedImage extends RgbImage {
  /** As the decoder calls it: `jpeg`, `png`, `webp`, `gif`, `tiff`, `heif`, `svg`. */
  readonly format: string;
  /** Frames or pages in the file, of which this is the first; absent where there is only one. */
  readonly pages?: number;
}

/** Decodes a picture of any format that sharp reads. The header is held against the limits before any pixel is decoded. */
export async function decodeImage(
  source: ImageSource,
  { mode = 'user', limits = defaultImageLimits }: DecodeOptions = {},
): Promise<DecodedImage> {
  const image = await readImage(source, limits);
  const header = await readHeader(image, mode, limits);
  const { pipeline, toRgb } = decoders[mode][header.colours];
  const { data, info } = await askDecoder(
    image,
    limits,
    pipeline(image.bytes, header).toBuffer({ resolveWithObject: true }),
  );
  const rgb = toRgb(new Uint8Array(data.buffer, data.byteOffset, data.length), image.bytes);
  const { format, pages } = header;
  return { width: info.width, height: info.height, rgb, format, ...(pages > 1 && { pages }) };
}

// Each picture is decoded once: the library's cache would only hold memory.
sharp.cache(false);
