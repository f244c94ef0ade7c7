import { bicubicWindows, fractionBits, type Windows } from './bicubicWindows.ts';
import type { RgbImage } from './rgbImage.ts';

/**
 * Resizes as Pillow's `Image.resize(size, BICUBIC)` does, to the bit: along the rows first, rounded to 8 bits, then
 * along the columns. A side that keeps its size is left alone. Rows are squeezed as the columns ask for them, so that
 * memory stays small whatever the picture's shape.
 */
export function resizeBicubic(image: RgbImage, width: number, height: number): RgbImage {
  if (image.width === width && image.height === height) return { width, height, rgb: image.rgb.slice() };
  const windows = bicubicWindows(image.height, height);
  const keepsHeight = image.height === height;
  const row = image.width === width ? sourceRows(image) : squeezedRows(image, width, keepsHeight ? 1 : windows.taps);
  if (keepsHeight) return copyRows(row, width, height);
  return mixRows(row, windows, width, height);
}

/** Gives a row of bytes by its index. Squeezed rows are asked for from top to bottom, and live for a window's height. */
type RowReader = (y: number) => Row;
type Row = Uint8Array | Uint8ClampedArray;

/** Rounds to the nearest when the fraction is cut off. A shift, not a power: it keeps the sums in whole numbers, twice as fast. */
const half = 1 << (fractionBits - 1);

function sourceRows({ width, rgb }: RgbImage): RowReader {
  const rowBytes = width * 3;
  return (y) => rgb.subarray(y * rowBytes, (y + 1) * rowBytes);
}

/** Rows resized to `width`, each computed once; the last `keep` of them are held. */
function squeezedRows(image: RgbImage, width: number, keep: number): RowReader {
  const windows = bicubicWindows(image.width, width);
  const source = sourceRows(image);
  const held = Array.from({ length: Math.min(keep, image.height) }, () => new Uint8ClampedArray(width * 3));
  let next = 0;
  return (y) => {
    next = Math.max(next, y - held.length + 1);
    for (; next <= y; next++) squeezeRow(source(next), windows, held[next % held.length]!);
    return held[y % held.length]!;
  };
}

function squeezeRow(row: Row, { taps, first, count, weights }: Windows, out: Uint8ClampedArray): void {
  for (let x = 0; x < first.length; x++) {
    let red = half;
    let green = half;
    let blue = half;
    const end = x * taps + count[x]!;
    for (let k = x * taps, from = first[x]! * 3; k < end; k++, from += 3) {
      const weight = weights[k]!;
      red = (red + Math.imul(row[from]!, weight)) | 0;
      green = (green + Math.imul(row[from + 1]!, weight)) | 0;
      blue = (blue + Math.imul(row[from + 2]!, weight)) | 0;
    }
    // A clamped array clips to 0..255 on writing.
    out[x * 3] = red >> fractionBits;
    out[x * 3 + 1] = green >> fractionBits;
    out[x * 3 + 2] = blue >> fractionBits;
  }
}

function copyRows(row: RowReader, width: number, height: number): RgbImage {
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) rgb.set(row(y), y * width * 3);
  return { width, height, rgb };
}

function mixRows(row: RowReader, windows: Windows, width: number, height: number): RgbImage {
  const rgb = new Uint8ClampedArray(width * height * 3);
  const sums = new Int32Array(width * 3);
  for (let y = 0; y < height; y++) {
    sums.fill(half);
    addWindow(sums, row, windows, y);
    writeRow(sums, rgb, y * sums.length);
  }
  return { width, height, rgb: new Uint8Array(rgb.buffer) };
}

/** Adds the weighted rows of output row `y`, four at a time: that halves the reading and writing of the sums. */
function addWindow(sums: Int32Array, row: RowReader, { taps, first, count, weights }: Windows, y: number): void {
  const last = first[y]! + count[y]! - 1;
  for (let from = first[y]!, k = y * taps; from <= last; from += 4, k += 4) {
    // Beyond the window weights are 0, so that any row will do.
    const [b, c, d] = [Math.min(from + 1, last), Math.min(from + 2, last), Math.min(from + 3, last)];
    addFour(sums, [row(from), row(b), row(c), row(d)], weights.subarray(k, k + 4));
  }
}

function addFour(sums: Int32Array, [a, b, c, d]: readonly [Row, Row, Row, Row], weights: Int32Array): void {
  const wa = weights[0]!;
  const wb = weights[1]!;
  const wc = weights[2]!;
  const wd = weights[3]!;
  for (let i = 0; i < sums.length; i++) {
    const mixed = Math.imul(a[i]!, wa) + Math.imul(b[i]!, wb) + Math.imul(c[i]!, wc) + Math.imul(d[i]!, wd);
    sums[i] = (sums[i]! + mixed) | 0;
  }
}

function writeRow(sums: Int32Array, rgb: Uint8ClampedArray, to: number): void {
  for (let i = 0; i < sums.length; i++) rgb[to + i] = sums[i]! >> fractionBits;
}
