import type { PictureView } from '../../api/imageApi.ts';
import type { MapView, WordMap } from '../../api/mapApi.ts';
import { heatColours } from '../../api/heatColours.ts';
import { encodePng } from '../../image/encodePng.ts';
import type { RgbImage } from '../../image/rgbImage.ts';

/** The first view of a map over its pictures, one below the other, and the pictures as they are: PNG files. */
export async function drawMap({ pictures, patches, views }: WordMap): Promise<NonNullable<WordMap['drawn']>> {
  const [view] = views;
  const heated = pictures.map((picture, image) =>
    view ? layOver(picture, image, { patches, view }) : imageOf(picture),
  );
  return {
    map: await encodePng(stack(heated)),
    pictures: await Promise.all(pictures.map((one) => encodePng(imageOf(one)))),
  };
}

function imageOf({ shownWidth: width, shownHeight: height, rgb }: PictureView): RgbImage {
  return { width, height, rgb };
}

/** How much of a map's colour covers the picture under it. */
const cover = 0.7;

function layOver(
  picture: PictureView,
  image: number,
  { patches, view }: { patches: WordMap['patches']; view: MapView },
): RgbImage {
  const { width, height, rgb } = imageOf(picture);
  const painted = Uint8Array.from(rgb);
  const [columns, rows] = picture.grid;
  const side = patches.reduce((most, { row, column }) => Math.max(most, row + 1, column + 1), 1);
  const shareOf = sharesOf(view);
  const shares = new Map<number, number>();
  for (const [p, { image: of, tile, row, column, thumbnail }] of patches.entries()) {
    if (of !== image || thumbnail) continue;
    const [x, y] = [(tile % columns) * side + column, Math.floor(tile / columns) * side + row];
    shares.set(y * columns * side + x, shareOf(view.values[p] ?? NaN));
  }
  for (let pixel = 0; pixel < width * height; pixel++) {
    const x = Math.floor(((pixel % width) / width) * columns * side);
    const y = Math.floor((Math.floor(pixel / width) / height) * rows * side);
    const share = shares.get(y * columns * side + x);
    if (share === undefined) continue;
    for (const [channel, part] of colourOf(share).entries())
      painted[pixel * 3 + channel] = Math.round(cover * part + (1 - cover) * (rgb[pixel * 3 + channel] ?? 0));
  }
  return { width, height, rgb: painted };
}

/** Cosines have no zero of their own: their range is the whole. What speaks against a word is as dark as what says nothing. */
function sharesOf({ kind, values }: MapView): (value: number) => number {
  const most = values.reduce((high, value) => Math.max(high, value), -Infinity);
  const least = kind === 'cosine' ? values.reduce((low, value) => Math.min(low, value), Infinity) : 0;
  return (value) => (most > least ? Math.max(0, (value - least) / (most - least)) : 0);
}

function colourOf(share: number): number[] {
  const at = Math.min(1, share) * (heatColours.length - 1);
  const [from, to] = [heatColours[Math.floor(at)], heatColours[Math.ceil(at)]];
  // `at` lies between the first colour and the last.
  return from!.map((part, channel) => part + (to![channel]! - part) * (at % 1));
}

const gapPixels = 8;

/** Pictures one below the other, on white. */
function stack(images: readonly RgbImage[]): RgbImage {
  const width = Math.max(1, ...images.map((image) => image.width));
  const height = Math.max(
    1,
    images.reduce((sum, image) => sum + image.height + gapPixels, -gapPixels),
  );
  const rgb = new Uint8Array(width * height * 3).fill(255);
  let top = 0;
  for (const image of images) {
    for (let y = 0; y < image.height; y++)
      rgb.set(image.rgb.subarray(y * image.width * 3, (y + 1) * image.width * 3), (top + y) * width * 3);
    top += image.height + gapPixels;
  }
  return { width, height, rgb };
}
