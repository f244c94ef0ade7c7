import type { RgbImage } from '../../../src/engine/image/rgbImage.ts';

/** A picture computed from a formula that test/golden/image/resizeBicubic.py repeats, so that it need not be stored. */
export function formulaPicture(kind: string, seed: number, width: number, height: number): RgbImage {
  const formula = formulas[kind];
  if (!formula) throw new RangeError(`No picture formula is called ${kind}.`);
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++) rgb[at++] = formula(x, y, c, seed);
  }
  return { width, height, rgb };
}

type Formula = (x: number, y: number, channel: number, seed: number) => number;

const formulas: Readonly<Record<string, Formula>> = {
  noise: (x, y, c, seed) => {
    const mixed = Math.imul(x, 73856093) ^ Math.imul(y, 19349663) ^ Math.imul(c + seed, 83492791);
    return Math.imul(mixed ^ (mixed >>> 13), 1540483477) >>> 24;
  },
  slope: (x, y, c, seed) => (x * (seed % 7) + y * (seed % 5) + c * 85) & 255,
  checks: (x, y, c, seed) => ((Math.floor(x / ((seed % 4) + 1)) + Math.floor(y / ((seed % 4) + 1)) + c) & 1) * 255,
  lines: (x, y, c, seed) => ((x * 3 + y + seed + c) % 11 < 2 ? 0 : 255),
};
