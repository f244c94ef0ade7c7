import type { Chance } from './chance.ts';

/** Hue in degrees, saturation and lightness in [0, 1]. */
type Range = readonly [low: number, high: number];
interface Colour {
  readonly hue: Range;
  readonly saturation: Range;
  readonly lightness: Range;
}

/** Colours that have a name of their own, the plainest first. The ranges leave gaps, so that no shade could be called two names. */
const colours = {
  red: { hue: [-4, 4], saturation: [0.8, 1], lightness: [0.42, 0.52] },
  blue: { hue: [212, 236], saturation: [0.75, 1], lightness: [0.42, 0.56] },
  green: { hue: [112, 142], saturation: [0.6, 0.9], lightness: [0.3, 0.42] },
  yellow: { hue: [50, 57], saturation: [0.9, 1], lightness: [0.46, 0.56] },
  black: { hue: [0, 0], saturation: [0, 0], lightness: [0, 0.1] },
  orange: { hue: [24, 32], saturation: [0.92, 1], lightness: [0.48, 0.55] },
  purple: { hue: [272, 288], saturation: [0.55, 0.9], lightness: [0.36, 0.48] },
  pink: { hue: [326, 342], saturation: [0.8, 1], lightness: [0.7, 0.78] },
  brown: { hue: [20, 28], saturation: [0.5, 0.65], lightness: [0.24, 0.32] },
  gray: { hue: [0, 0], saturation: [0, 0.03], lightness: [0.5, 0.6] },
  white: { hue: [0, 0], saturation: [0, 0], lightness: [0.97, 1] },
} as const satisfies Record<string, Colour>;

export type ColourName = keyof typeof colours;

/** All names; white comes last, as it does not show on white. */
// Object.keys of a literal gives exactly the literal's keys.
export const colourNames = Object.keys(colours) as readonly ColourName[];

/** A colour of this name as `#rrggbb`. `spread` says how far from the middle of its range: 0 always the same, 1 anywhere. */
export function shade(name: ColourName, spread: number, chance: Chance): string {
  const { hue, saturation, lightness } = colours[name];
  const within = ([low, high]: Range): number => {
    const middle = (low + high) / 2;
    return middle + (chance.between(low, high) - middle) * spread;
  };
  return hexOf(within(hue), within(saturation), within(lightness));
}

/** The colour in the middle of the name's range. */
export function shadeOf(name: ColourName): string {
  const { hue, saturation, lightness } = colours[name];
  const middle = ([low, high]: Range): number => (low + high) / 2;
  return hexOf(middle(hue), middle(saturation), middle(lightness));
}

/** A colour by hue in degrees, saturation and lightness in [0, 1]. */
export function hexOf(hue: number, saturation: number, lightness: number): string {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number): number => {
    const sector = (((offset + hue / 30) % 12) + 12) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(sector - 3, 9 - sector, 1))));
  };
  return `#${[0, 8, 4].map((offset) => channel(offset).toString(16).padStart(2, '0')).join('')}`;
}

/** How different two colours look, 0 to about 765: red, green and blue weighed as the eye does, by a low-cost formula. */
export function colourDistance(one: string, other: string): number {
  const [red1, green1, blue1] = channels(one);
  const [red2, green2, blue2] = channels(other);
  const red = (red1 + red2) / 512;
  return Math.sqrt((2 + red) * (red1 - red2) ** 2 + 4 * (green1 - green2) ** 2 + (3 - red) * (blue1 - blue2) ** 2);
}

/** How well text of one colour reads on the other, 1 to 21: WCAG's ratio of relative luminances. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = channels(hex);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(value: number): number {
  return (value / 255) ** 2.2;
}

function channels(hex: string): [red: number, green: number, blue: number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
