import type { Chance } from '../chance.ts';
import { drawFace } from '../drawFace.ts';
import type { Face } from '../outlines.ts';
import { hexOf } from '../palette.ts';
import type { Split } from '../split.ts';

/** How an interface looks. */
export interface Theme {
  readonly ground: string;
  readonly panel: string;
  readonly bar: string;
  readonly edge: string;
  readonly ink: string;
  /** Of buttons without a colour. */
  readonly button: string;
  readonly input: string;
  readonly face: Face;
  readonly rounding: number;
}

/** Draws a theme by lot, light or dark. */
export function drawTheme(kind: 'light' | 'dark', split: Split, chance: Chance): Theme {
  const hue = chance.between(0, 360);
  const tint = (lightness: number): string => hexOf(hue, 0.15, lightness);
  const shared = { face: drawFace(split, 'plain', chance), rounding: chance.pick([0, 2, 4, 7]) };
  const isLight = kind === 'light';
  return {
    ...shared,
    ground: isLight ? '#ffffff' : tint(0.1),
    panel: isLight ? tint(chance.between(0.95, 1)) : tint(0.15),
    bar: isLight ? tint(chance.between(0.8, 0.92)) : tint(0.24),
    edge: isLight ? tint(0.55) : tint(0.4),
    ink: isLight ? tint(chance.between(0, 0.15)) : tint(chance.between(0.85, 1)),
    button: isLight ? tint(chance.between(0.82, 0.92)) : tint(0.28),
    input: isLight ? '#ffffff' : tint(0.08),
  };
}
