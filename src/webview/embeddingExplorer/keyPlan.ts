import type { Rgb } from './space/colours.ts';
import type { ColourKey, KeyEntry } from './space/colourKey.ts';

/** What the colours mean, laid out to stand below a saved plot; in pixels, from its left and its top. */
export interface KeyPlan {
  readonly height: number;
  readonly pieces: readonly KeyPiece[];
}

export type KeyPiece =
  /** `y` is the line that the letters stand on. */
  | { readonly shape: 'text'; readonly x: number; readonly y: number; readonly text: string }
  /** Around this place. */
  | { readonly shape: 'disc' | 'diamond'; readonly x: number; readonly y: number; readonly colour: Rgb }
  /** From this corner. */
  | { readonly shape: 'ramp'; readonly x: number; readonly y: number; readonly colours: readonly Rgb[] };

export const signRadius = 5;
export const rampSize = { width: 48, height: 10 };
export const keyFont = { sizePx: 12 };

const rowHeight = 20;
const margin = 10;
const gap = { inEntry: 5, betweenEntries: 16 };

/** Entries one after another in as many rows as they need, then the notes, each beginning a row. */
export function planKey({ entries, notes }: ColourKey, width: number, widthOf: (text: string) => number): KeyPlan {
  const line = new Lines(width, widthOf);
  for (const entry of entries) line.add(partsOf(entry));
  for (const note of notes) {
    line.begin();
    for (const word of note.split(' ')) line.add([{ shape: 'text', text: word }], widthOf(' '));
  }
  return line.plan();
}

type Part =
  | { readonly shape: 'text'; readonly text: string }
  | { readonly shape: 'disc' | 'diamond'; readonly colour: Rgb }
  | { readonly shape: 'ramp'; readonly colours: readonly Rgb[] };

function partsOf(entry: KeyEntry): Part[] {
  if (entry.shape !== 'ramp') return [entry, { shape: 'text', text: entry.name }];
  return [{ shape: 'text', text: entry.from }, entry, { shape: 'text', text: entry.to }];
}

/** Rows that are filled from the left. */
class Lines {
  readonly #width: number;
  readonly #widthOf: (text: string) => number;
  readonly #pieces: KeyPiece[] = [];
  #x = margin;
  #row = 0;

  constructor(width: number, widthOf: (text: string) => number) {
    this.#width = width;
    this.#widthOf = widthOf;
  }

  /** Begins a row, unless one has just begun. */
  begin(): void {
    if (this.#x === margin) return;
    this.#x = margin;
    this.#row++;
  }

  /** Parts that stay together, and what is left free after them. */
  add(parts: readonly Part[], after = gap.betweenEntries): void {
    const widths = parts.map((part) => this.#widthFor(part));
    const whole = widths.reduce((sum, width) => sum + width) + gap.inEntry * (parts.length - 1);
    if (this.#x + whole > this.#width - margin) this.begin();
    parts.forEach((part, i) => {
      this.#pieces.push(placed(part, this.#x, this.#row * rowHeight + rowHeight / 2));
      this.#x += widths[i]! + (i < parts.length - 1 ? gap.inEntry : after);
    });
  }

  plan(): KeyPlan {
    this.begin();
    return { height: this.#row * rowHeight + (this.#row > 0 ? margin : 0), pieces: this.#pieces };
  }

  #widthFor(part: Part): number {
    if (part.shape === 'text') return this.#widthOf(part.text);
    return part.shape === 'ramp' ? rampSize.width : 2 * signRadius;
  }
}

function placed(part: Part, x: number, middle: number): KeyPiece {
  if (part.shape === 'text') return { shape: 'text', text: part.text, x, y: middle + keyFont.sizePx / 3 };
  if (part.shape === 'ramp') return { shape: 'ramp', colours: part.colours, x, y: middle - rampSize.height / 2 };
  return { shape: part.shape, colour: part.colour, x: x + signRadius, y: middle };
}
