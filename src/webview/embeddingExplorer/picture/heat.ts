// P points · 3 red, green, blue

import { heatColours } from '../../../engine/api/heatColours.ts';
import type { Rgb } from '../space/colours.ts';

/** A value in [0, 1] as a colour from dark violet over red to light yellow: brightness grows evenly, so it reads in grey too. */
export function heat(value: number): Rgb {
  const at = Math.min(1, Math.max(0, value)) * (heatColours.length - 1);
  const from = heatColours[Math.floor(at)]!;
  const to = heatColours[Math.min(heatColours.length - 1, Math.floor(at) + 1)]!;
  const mix = (channel: 0 | 1 | 2): number => Math.round(from[channel] + (to[channel] - from[channel]) * (at % 1));
  return [mix(0), mix(1), mix(2)];
}

/** The range of the values that are numbers; undefined where none is. */
export function rangeOf(values: Iterable<number>): { least: number; most: number } | undefined {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return least <= most ? { least, most } : undefined;
}
