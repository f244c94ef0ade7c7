import { createRequire } from 'node:module';
import type * as resvg from '@resvg/resvg-js';
import { resizeBicubic } from '../../image/resizeBicubic.ts';
import type { RgbImage } from '../../image/rgbImage.ts';
import { placementOf } from './placement.ts';
import { canvasSide, type Scene, type Wear } from './scene.ts';
import { rendererPackage, worldPackage } from './worldPackage.ts';

/** Turns a scene into pixels, `side` of them in each direction. A tenth of a millisecond, twice that with much text. */
export function rasterize(scene: Scene, side: number): RgbImage {
  const drawnSide = Math.round(side * (scene.wear?.oversize ?? 1));
  const rendered = new (renderer().Resvg)(svgOf(scene, drawnSide), { font: { loadSystemFonts: false } }).render();
  const picture = { width: drawnSide, height: drawnSide, rgb: withoutAlpha(rendered.pixels) };
  return drawnSide === side ? picture : resizeBicubic(picture, side, side);
}

/** A native package; `require` remembers it. */
function renderer(): typeof resvg {
  // What a package of this name is, its own declarations say.
  return createRequire(import.meta.url)(worldPackage(rendererPackage)) as typeof resvg;
}

/** The whole picture as an SVG document without text, fonts or links. */
function svgOf({ ground, body, wear }: Scene, side: number): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 ${canvasSide} ${canvasSide}">` +
    `<rect width="100%" height="100%" fill="${ground}"/>${transformed(body, wear)}</svg>`
  );
}

function transformed(body: string, wear: Wear | undefined): string {
  const { turn, scale } = wear ?? {};
  if (!turn && !scale) return body;
  const { a, b, c, d, e, f } = placementOf(wear);
  return `<g transform="matrix(${[a, b, c, d, e, f].map((part) => part.toFixed(5)).join(' ')})">${body}</g>`;
}

/** The ground fills the canvas, so alpha is 255 everywhere and says nothing. */
function withoutAlpha(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    // Both stay inside: rgba holds four bytes a pixel, rgb three.
    rgb[to] = rgba[from]!;
    rgb[to + 1] = rgba[from + 1]!;
    rgb[to + 2] = rgba[from + 2]!;
  }
  return rgb;
}
