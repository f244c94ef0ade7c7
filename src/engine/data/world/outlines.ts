import { readFileSync } from 'node:fs';
import opentype from 'opentype.js';
import type { Typeface } from './typefaces.ts';
import { worldPackage } from './worldPackage.ts';

/** A character as a path, for a font size of one unit: y grows downwards, the baseline is at 0. */
export interface Glyph {
  /** SVG path data in thousandths of a unit. */
  readonly path: string;
  readonly advance: number;
  /** The ink, apart from the room around it; undefined for a space. */
  readonly ink?: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
}

/** A font at one weight, ready to set text. */
export interface Face {
  readonly name: string;
  /** The font's glyph for a character, which must be one of printable ASCII. */
  glyph(character: string): Glyph;
}

const faces = new Map<string, Face>();

/** The outlines of a font. Reading one takes some twenty milliseconds, so each is kept once read: a few hundred kilobytes. */
export function faceOf({ name }: Typeface, weight: number): Face {
  const key = `${name}-${weight}`;
  const known = faces.get(key);
  if (known) return known;
  const face = readFace(name, weight);
  faces.set(key, face);
  return face;
}

function readFace(name: string, weight: number): Face {
  const file = readFileSync(worldPackage(`@fontsource/${name}/files/${name}-latin-${weight}-normal.woff`));
  const font = opentype.parse(file.buffer.slice(file.byteOffset, file.byteOffset + file.length));
  const glyphs = new Map<string, Glyph>();
  const glyph = (character: string): Glyph => {
    const known = glyphs.get(character) ?? outline(font, character);
    glyphs.set(character, known);
    return known;
  };
  return { name, glyph };
}

function outline(font: opentype.Font, character: string): Glyph {
  const glyph = font.charToGlyph(character);
  const path = glyph.getPath(0, 0, 1000);
  const { x1, y1, x2, y2 } = path.getBoundingBox();
  const advance = (glyph.advanceWidth ?? font.unitsPerEm / 2) / font.unitsPerEm;
  if (path.commands.length === 0) return { path: '', advance };
  const ink = { left: x1 / 1000, top: y1 / 1000, right: x2 / 1000, bottom: y2 / 1000 };
  return { path: path.toPathData(0), advance, ink };
}
