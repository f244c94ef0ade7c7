import { escaped } from './escaped.ts';
import { rampSize, signRadius as r, type KeyPiece } from './keyPlan.ts';
import { rgbText, type Rgb } from './space/colours.ts';

/** A piece of a key as SVG. A ramp has a gradient of its own, which is called by `id`. */
export function keyPieceAsSvg(piece: KeyPiece, id: string): string {
  const [x, y] = [piece.x.toFixed(1), piece.y];
  switch (piece.shape) {
    case 'text':
      return `<text x="${x}" y="${y}">${escaped(piece.text)}</text>`;
    case 'disc':
      return `<circle cx="${x}" cy="${y}" r="${r}" fill="${rgbText(piece.colour)}"/>`;
    case 'diamond':
      return `<path d="M${x} ${y - r}l${r} ${r}-${r} ${r}-${r}-${r}z" fill="${rgbText(piece.colour)}"/>`;
    case 'ramp': {
      const { width, height } = rampSize;
      const rectangle = `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="url(#${id})"/>`;
      return `<linearGradient id="${id}">${piece.colours.map(stop).join('')}</linearGradient>${rectangle}`;
    }
  }
}

const stop = (colour: Rgb, i: number, { length }: readonly Rgb[]): string =>
  `<stop offset="${i / (length - 1)}" stop-color="${rgbText(colour)}"/>`;
