import type { RgbImage } from '../../../../src/engine/image/rgbImage.ts';
import type { Box } from '../../../../src/engine/data/world/scene.ts';

/** A patch of connected pixels that differ from the picture's first one. */
export interface Patch extends Box {
  readonly pixels: number;
  /** The most frequent colour, red, green and blue. */
  readonly colour: readonly [number, number, number];
}

/** Finds what lies on a plain ground, by looking at pixels alone. */
export function patchesOf(picture: RgbImage, smallest = 8): Patch[] {
  const seen = new Uint8Array(picture.width * picture.height);
  const found: Patch[] = [];
  for (let at = 0; at < seen.length; at++) {
    if (seen[at] || !differs(picture, at)) continue;
    const patch = flood(picture, at, seen);
    if (patch.pixels >= smallest) found.push(patch);
  }
  return found;
}

function differs({ rgb }: RgbImage, at: number): boolean {
  return [0, 1, 2].some((channel) => Math.abs(rgb[3 * at + channel]! - rgb[channel]!) > 24);
}

function flood(picture: RgbImage, start: number, seen: Uint8Array): Patch {
  const { width, height } = picture;
  const open = [start];
  const members: number[] = [];
  seen[start] = 1;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    members.push(at);
    const [x, y] = [at % width, Math.floor(at / width)];
    const around = [
      [x - 1, y],
      [x + 1, y],
      [x, y - 1],
      [x, y + 1],
    ] as const;
    for (const [nextX, nextY] of around) {
      const next = nextY * width + nextX;
      if (nextX < 0 || nextY < 0 || nextX >= width || nextY >= height || seen[next] || !differs(picture, next))
        continue;
      seen[next] = 1;
      open.push(next);
    }
  }
  return describe(picture, members);
}

function describe({ width, rgb }: RgbImage, members: readonly number[]): Patch {
  const xs = members.map((at) => at % width);
  const ys = members.map((at) => Math.floor(at / width));
  return {
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs) + 1,
    bottom: Math.max(...ys) + 1,
    pixels: members.length,
    colour: mostFrequent(members.map((at) => [rgb[3 * at]!, rgb[3 * at + 1]!, rgb[3 * at + 2]!] as const)),
  };
}

function mostFrequent(colours: readonly (readonly [number, number, number])[]): readonly [number, number, number] {
  const counts = new Map<string, number>();
  for (const colour of colours) counts.set(colour.join(), (counts.get(colour.join()) ?? 0) + 1);
  const [best] = [...counts].sort((one, other) => other[1] - one[1]);
  return best![0].split(',').map(Number) as [number, number, number];
}

/** What people call a colour, by hue and lightness: written apart from the table that draws them. */
export function colourWord([red, green, blue]: readonly [number, number, number]): string {
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  if (most - least < 30) return most > 235 ? 'white' : most < 60 ? 'black' : 'gray';
  const sixth = 60 / (most - least);
  const hue =
    most === red ? (green - blue) * sixth : most === green ? 120 + (blue - red) * sixth : 240 + (red - green) * sixth;
  return hueWord((hue + 360) % 360, most, least);
}

function hueWord(hue: number, most: number, least: number): string {
  if (hue < 12 || hue > 350) return 'red';
  if (hue < 45) return most < 160 ? 'brown' : 'orange';
  if (hue < 70) return 'yellow';
  if (hue < 170) return 'green';
  if (hue < 255) return 'blue';
  return least > 100 && hue > 300 ? 'pink' : 'purple';
}
