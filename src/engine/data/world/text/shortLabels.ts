import type { Chance } from '../chance.ts';
import { drawString } from './strings.ts';

/**
 * Names between the letters of easy levels and the words of hard ones, no two the same: each of one, two or three characters by lot.
 * Training alone has them. Letters that come in their order are known by their place, and who goes by places does not learn to read.
 */
export function drawShortLabels(count: number, chance: Chance): string[] {
  const length = chance.whole(1, 3);
  const found = new Map<string, string>();
  while (found.size < count) {
    const label = drawString({ kinds, alphabet: 'clear', lengths: [length, length] }, 'train', chance);
    found.set(label.toLowerCase(), label);
  }
  return [...found.values()];
}

const kinds = ['characters', 'characters', 'syllables'] as const;
