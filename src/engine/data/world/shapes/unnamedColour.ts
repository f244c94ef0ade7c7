import type { Chance } from '../chance.ts';
import { colourDistance, colourNames, hexOf, shadeOf } from '../palette.ts';

/** Colours that show on the ground, that no name fits, and that nobody takes for one of these: one for all shapes, or one each. */
export function unnamedColours(ground: string, beside: readonly string[], chance: Chance): () => string {
  const draw = (): string => unnamedColour(ground, beside, chance);
  if (chance.happens(0.5)) return draw;
  const shared = draw();
  return () => shared;
}

function unnamedColour(ground: string, beside: readonly string[], chance: Chance): string {
  for (;;) {
    const colour = hexOf(chance.between(0, 360), chance.between(0.2, 1), chance.between(0.2, 0.8));
    const shows = colourDistance(colour, ground) > 130;
    if (shows && isFar(colour, middles, farFromNames) && isFar(colour, beside, farFromNeighbours)) return colour;
  }
}

function isFar(colour: string, others: readonly string[], distance: number): boolean {
  return others.every((other) => colourDistance(other, colour) > distance);
}

const middles = colourNames.map(shadeOf);

// No shade of a name is further from its middle: blue strays most.
const farFromNames = 140;

// Dark red is no red, but beside black it would be the red one.
const farFromNeighbours = 220;
