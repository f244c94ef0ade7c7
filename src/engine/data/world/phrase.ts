import type { Chance } from './chance.ts';

/** One of several ways to ask the same. The first is the plain one: easy levels ask only so, later ones half of the time. */
export function phrase(ways: readonly [string, ...string[]], varied: boolean, chance: Chance): string {
  return varied && chance.happens(0.5) ? chance.pick(ways) : ways[0];
}

// Things that are not counted, or are many.
const bare = new Set([
  'scissors',
  'headphones',
  'music',
  'bread',
  'coffee',
  'trash',
  'mail',
  'lightning',
  'dna',
  'dice',
]);

/** `a` or `an` before a noun, as it sounds before most words with this first letter; none before `music`. */
export function withArticle(noun: string): string {
  if (bare.has(noun)) return noun;
  return `${/^[aeio]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** Several: `circles`, `boxes`. */
export function plural(noun: string): string {
  return /(s|x|sh|ch)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
