/** Pictures to learn from, to choose by, and to be judged by. They differ in content: no word, font or icon is in two of them. */
export type Split = 'train' | 'validation' | 'test';

/** Every split, in the order in which content is dealt out. */
export const splits: readonly Split[] = ['train', 'validation', 'test'];

/** To which split a word, an icon or another named thing belongs: a tenth each to validation and test. Case does not matter. */
export function splitOf(content: string): Split {
  const lot = hashOf(content.toLowerCase()) % 10;
  if (lot === 0) return 'test';
  return lot === 1 ? 'validation' : 'train';
}

/** FNV-1a with a last mixing step, since its lowest bits alone are poor. */
function hashOf(content: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(content)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
