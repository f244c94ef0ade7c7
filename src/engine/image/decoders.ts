import sharp, { type Sharp } from 'sharp';
import { colourOfTransparent } from './gifTransparency.ts';
import { decoderOptions, type ColourKind, type ImageHeader, type ImageMode } from './imageHeader.ts';

/** What is asked of sharp, and how its raw answer becomes red, green and blue. */
export interface Decoder {
  readonly pipeline: (bytes: Uint8Array, header: ImageHeader) => Sharp;
  readonly toRgb: (raw: Uint8Array, bytes: Uint8Array) => Uint8Array;
}

/** Upright, over white, in sRGB: as any viewer shows the picture. */
const asShown: Decoder = {
  pipeline: (bytes) => overWhite(sharp(bytes, { ...decoderOptions, autoOrient: true })),
  toRgb: (raw) => raw,
};

/**
 * Drawn at the size of the header. From bytes the renderer loads no files and no addresses (it has no base to resolve
 * them against); pictures inside the drawing (`data:`) do show.
 */
const drawn: Decoder = {
  pipeline: (bytes, { width, height }) =>
    overWhite(sharp(bytes, decoderOptions).resize({ width, height, fit: 'fill' })),
  toRgb: (raw) => raw,
};

/** As stored: no orientation, no colour profile, transparency dropped. */
const asStored: Decoder = {
  pipeline: (bytes) => stored(bytes).toColourspace('srgb').removeAlpha().raw(),
  toRgb: (raw) => raw,
};

/** As stored; what is transparent has the colour that the file's palette gives it, of which the decoder tells nothing. */
const gifAsStored: Decoder = {
  pipeline: (bytes) => stored(bytes).toColourspace('srgb').ensureAlpha().raw(),
  toRgb: (raw, bytes) => overColour(raw, colourOfTransparent(bytes)),
};

/** Inks to light by Pillow's formula, not by a colour profile. */
const inksAsPillow: Decoder = {
  pipeline: (bytes) => stored(bytes).pipelineColourspace('cmyk').toColourspace('cmyk').raw(),
  toRgb: inksToRgb,
};

/** 16-bit grey as Pillow converts it: clipped, not scaled, so that nearly everything is white. A user gets it scaled. */
const grey16AsPillow: Decoder = {
  pipeline: (bytes) => stored(bytes).toColourspace('grey16').raw({ depth: 'ushort' }),
  toRgb: clippedGrey,
};

/** The decoder for each kind of colours, for each mode. The published pipeline reads no drawings: they look as for a user. */
export const decoders: { readonly [mode in ImageMode]: { readonly [kind in ColourKind]: Decoder } } = {
  user: { rgb: asShown, gif: asShown, grey16: asShown, cmyk: asShown, drawing: drawn },
  reference: { rgb: asStored, gif: gifAsStored, grey16: grey16AsPillow, cmyk: inksAsPillow, drawing: drawn },
};

function overWhite(picture: Sharp): Sharp {
  return picture.flatten({ background: '#ffffff' }).toColourspace('srgb').removeAlpha().raw();
}

function stored(bytes: Uint8Array): Sharp {
  return sharp(bytes, { ...decoderOptions, autoOrient: false, ignoreIcc: true });
}

/** Red, green and blue of pixels with an alpha of 0 or 255, and `colour` where that is 0. */
function overColour(rgba: Uint8Array, colour: Uint8Array | undefined): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3)
    rgb.set((rgba[from + 3] === 0 ? colour : undefined) ?? rgba.subarray(from, from + 3), to);
  return rgb;
}

/** Each ink takes its share of the light that black leaves; the shares are rounded as in Pillow. */
function inksToRgb(inks: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((inks.length / 4) * 3);
  for (let from = 0, to = 0; from < inks.length; from += 4) {
    const light = 255 - inks[from + 3]!;
    for (let ink = 0; ink < 3; ink++) rgb[to++] = light - share(inks[from + ink]!, light);
  }
  return rgb;
}

/** `part / 255` of `whole`, both bytes, rounded to the nearest. */
function share(part: number, whole: number): number {
  const product = part * whole + 128;
  return ((product >> 8) + product) >> 8;
}

function clippedGrey(raw: Uint8Array): Uint8Array {
  const grey = new Uint16Array(raw.slice().buffer);
  const rgb = new Uint8Array(grey.length * 3);
  for (let i = 0; i < grey.length; i++) rgb.fill(Math.min(255, grey[i]!), i * 3, i * 3 + 3);
  return rgb;
}
