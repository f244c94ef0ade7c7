import type { Chance } from '../chance.ts';
import { canvasSide } from '../scene.ts';
import type { FormPlace } from './forms.ts';

// Units between two shapes, and between a shape and the edge.
const gap = 3;

/** Finds places for circles of these radii so that none touches another or the edge. Where they do not fit, all shrink. */
export function placeForms(radii: readonly number[], shift: number, chance: Chance): Omit<FormPlace, 'turn'>[] {
  const places: Omit<FormPlace, 'turn'>[] = [];
  for (const radius of radii) {
    const place = freePlace(places, radius, shift, chance);
    if (!place)
      return placeForms(
        radii.map((other) => other * 0.85),
        shift,
        chance,
      );
    places.push(place);
  }
  return places;
}

function freePlace(taken: readonly Omit<FormPlace, 'turn'>[], radius: number, shift: number, chance: Chance) {
  const reach = Math.min(shift, canvasSide / 2 - radius - gap);
  for (let tries = 0; tries < 40; tries++) {
    const x = canvasSide / 2 + chance.between(-reach, reach);
    const y = canvasSide / 2 + chance.between(-reach, reach);
    if (taken.every((other) => Math.hypot(other.x - x, other.y - y) > other.radius + radius + gap))
      return { x, y, radius };
  }
  return undefined;
}
