import type { Chance } from './chance.ts';

/** One of several ways to ask the same. The first is the plain one: easy levels ask only so, later ones half of the time. */
export function phrase(ways: readonly [string, ...string[]], varied: boolean, chance: Chance): string {
  return varied && chance.happens(0.5) ? chance.pick(ways) : ways[0];
}

/** `a` or `an`, as it sounds before most words with this first letter. */
export function withArticle(noun: string): string {
  return `${/^[aeio]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** Several: `circles`, `boxes`. */
export function plural(noun: string): string {
  return /(s|x|sh|ch)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
