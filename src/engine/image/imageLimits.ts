/** What one picture may cost before it is refused. */
export interface ImageLimits {
  /** Encoded size. */
  readonly encodedBytes: number;
  /** Width times height. */
  readonly pixels: number;
  /** The longer side: a picture a few pixels wide but endlessly high costs far more to resize than its pixels tell. */
  readonly side: number;
  /** Time to decode, which ends drawings made to take for ever. */
  readonly decodeSeconds: number;
}

/** Room for the 200-megapixel cameras of phones (600 MB decoded) and for every JPEG side. */
export const defaultImageLimits: ImageLimits = {
  encodedBytes: 256 * 2 ** 20,
  pixels: 200_000_000,
  side: 65_535,
  decodeSeconds: 60,
};
