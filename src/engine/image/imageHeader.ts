import sharp, { type Metadata, type SharpOptions } from 'sharp';
import type { ImageSource } from '../api/imageApi.ts';
import { EngineError } from '../api/errors.ts';
import { askDecoder } from './askDecoder.ts';
import { defaultImageLimits, type ImageLimits } from './imageLimits.ts';
import { readImage, type ImageBytes } from './readImage.ts';

/**
 * Whom a picture is decoded for: `user` sees it upright, over white and in sRGB; `reference` repeats the published
 * pipeline, which ignores orientation and colour profiles and drops transparency.
 */
export type ImageMode = 'user' | 'reference';

/** How to decode; by default for a user, within the default limits. */
export interface DecodeOptions {
  readonly mode?: ImageMode;
  readonly limits?: ImageLimits;
}

/** What a picture's header tells, before any pixel is decoded. */
export interface ImageHeader {
  /** Pixels of the decoded picture, after orientation where that is applied. */
  readonly width: number;
  readonly height: number;
  /** As the decoder calls it: `jpeg`, `png`, `webp`, `gif`, `tiff`, `heif`, `svg`. */
  readonly format: string;
  /** Frames of an animation or pages of a document; only the first is decoded. */
  readonly pages: number;
  readonly colours: ColourKind;
}

/** How the stored colours must be read. */
export type ColourKind = 'rgb' | 'gif' | 'grey16' | 'cmyk' | 'drawing';

/** Width and height of the picture as it will be decoded; no pixel is. */
export async function imageSize(
  source: ImageSource,
  { mode = 'user', limits = defaultImageLimits }: DecodeOptions = {},
): Promise<{ width: number; height: number }> {
  const { width, height } = await readHeader(await readImage(source, limits), mode, limits);
  return { width, height };
}

/** Parses the header, and refuses a picture that is larger than allowed. */
export async function readHeader(image: ImageBytes, mode: ImageMode, limits: ImageLimits): Promise<ImageHeader> {
  const metadata = await askDecoder(image, limits, sharp(image.bytes, decoderOptions).metadata());
  const colours = colourKind(metadata);
  const size = colours === 'drawing' ? drawnSize(metadata) : sizes[mode](metadata);
  checkPixels(image.name, size, limits);
  return { ...size, format: metadata.format, pages: metadata.pages ?? 1, colours };
}

/** Damage is refused, as the published pipeline does, but not what decoders merely warn of. */
export const decoderOptions = { failOn: 'error', limitInputPixels: false } as const satisfies SharpOptions;

function colourKind({ format, space, depth, channels }: Metadata): ColourKind {
  if (format === 'svg') return 'drawing';
  if (format === 'gif') return 'gif';
  if (space === 'cmyk') return 'cmyk';
  return depth === 'ushort' && channels === 1 ? 'grey16' : 'rgb';
}

interface Size {
  width: number;
  height: number;
}

const sizes: { readonly [mode in ImageMode]: (metadata: Metadata) => Size } = {
  user: ({ autoOrient }) => ({ width: autoOrient.width, height: autoOrient.height }),
  reference: ({ width, height }) => ({ width, height }),
};

/** A drawing has no pixels of its own: an icon is drawn large enough to fill tiles, a poster no larger than tiles show. */
function drawnSize({ width, height }: Size): Size {
  const longer = Math.max(width, height);
  const scale = Math.min(Math.max(longer, 1024), 4096) / longer;
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function checkPixels(image: string, { width, height }: Size, { pixels, side }: ImageLimits): void {
  if (width * height <= pixels && Math.max(width, height) <= side) return;
  throw new EngineError('image/too-many-pixels', { image, width, height, limitPixels: pixels, limitSide: side });
}
