import type { Chance } from './chance.ts';
import { faceOf, type Face } from './outlines.ts';
import type { Split } from './split.ts';
import { typefacesOf, type FaceChoice } from './typefaces.ts';

/** A font of the split by lot: regular, or in a quarter of cases bold. */
export function drawFace(split: Split, choice: FaceChoice, chance: Chance): Face {
  return faceOf(chance.pick(typefacesOf(split, choice)), chance.happens(0.25) ? 700 : 400);
}
