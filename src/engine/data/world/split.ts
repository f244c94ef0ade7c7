import { contentHash } from '../contentLot.ts';

/**
 * Pictures to learn from, to choose by, and to be judged by. They differ in content: no word or font is in two of them. Of icons the drawings
 * that are held out are in one alone, and stand in half of its pictures at levels that have any; all others show drawings that are learned, so that at
 * the easiest levels, one big icon in black lines, a held-out picture can be one of training to the byte.
 */
export type Split = 'train' | 'validation' | 'test';

/** Every split, in the order in which content is dealt out. */
export const splits: readonly Split[] = ['train', 'validation', 'test'];

/** To which split a word, an icon or another named thing belongs: a tenth each to validation and test. Case does not matter. */
export function splitOf(content: string): Split {
  const lot = contentHash(content.toLowerCase()) % 10;
  if (lot === 0) return 'test';
  return lot === 1 ? 'validation' : 'train';
}

/** Whether there is a split of this name. */
export function isSplit(name: string): name is Split {
  return splits.some((split) => split === name);
}
