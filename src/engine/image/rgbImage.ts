/** A decoded picture: 8-bit red, green and blue, row by row, `height × width × 3` bytes. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}
