import type { Face } from './outlines.ts';
import type { Box } from './scene.ts';

/** A line of text as paths, and the box of its ink. */
export interface TypesetLine {
  readonly svg: string;
  readonly ink: Box;
}

/** Where a line of text goes. */
export interface LinePlace {
  /** Font size in units. */
  readonly size: number;
  /** The left end, the middle or the right end of the line, as `anchor` says. */
  readonly x: number;
  readonly baseline: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly fill: string;
}

const shift = { start: 0, middle: 0.5, end: 1 };

/** Sets a line of text in paths, so that a renderer needs no font. No kerning: few programs that draw pictures have any. */
export function typeset(face: Face, text: string, place: LinePlace): TypesetLine {
  const { size, baseline, fill, anchor = 'start' } = place;
  let pen = place.x - shift[anchor] * textWidth(face, text) * size;
  const ink = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  const paths = Array.from(text, (character) => {
    const glyph = face.glyph(character);
    if (glyph.ink) {
      ink.left = Math.min(ink.left, pen + glyph.ink.left * size);
      ink.right = Math.max(ink.right, pen + glyph.ink.right * size);
      ink.top = Math.min(ink.top, baseline + glyph.ink.top * size);
      ink.bottom = Math.max(ink.bottom, baseline + glyph.ink.bottom * size);
    }
    const path = glyph.path && glyphPath(glyph.path, pen, baseline, size);
    pen += glyph.advance * size;
    return path;
  });
  return { svg: `<g fill="${fill}">${paths.join('')}</g>`, ink };
}

/** How wide a text is at a font size of one unit. */
export function textWidth(face: Face, text: string): number {
  return Array.from(text).reduce((width, character) => width + face.glyph(character).advance, 0);
}

/** How tall capitals are at a font size of one unit. */
export function capitalHeight(face: Face): number {
  return -(face.glyph('H').ink?.top ?? -0.7);
}

function glyphPath(path: string, x: number, baseline: number, size: number): string {
  const scale = (size / 1000).toFixed(5);
  return `<path transform="translate(${x.toFixed(2)} ${baseline.toFixed(2)}) scale(${scale})" d="${path}"/>`;
}
