import type { Chance } from '../chance.ts';
import { splitOf, type Split } from '../split.ts';
import { words } from './words.ts';

/** What kind of text is drawn: characters by lot, letters that could be a word, a word, a number. */
export const stringKinds = { characters, syllables, word, number } as const;

export type StringKind = keyof typeof stringKinds;

/**
 * Which characters strings by lot are made of. `clear` ones can be told apart alone, at any size; `all` lacks I, l, 1, O and 0, which
 * only words and numbers tell apart, and those have them.
 */
export const alphabets = {
  plain: 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789',
  clear: 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789abdefghijmnqrty',
  all: 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789',
} as const;

export type Alphabet = keyof typeof alphabets;

/** What texts of a level are like. */
export interface StringRule {
  readonly kinds: readonly StringKind[];
  readonly alphabet: Alphabet;
  readonly lengths: readonly [shortest: number, longest: number];
}

/** Draws a text that belongs to the split. Single characters belong to all: there are too few to keep any for later. */
export function drawString(rule: StringRule, split: Split, chance: Chance): string {
  for (;;) {
    // The length is drawn first: were whole texts drawn until one belongs, held-out splits would mostly hold single characters.
    const length = chance.whole(...rule.lengths);
    const text = drawOfLength(length, { kind: chance.pick(rule.kinds), alphabet: rule.alphabet }, split, chance);
    if (text !== undefined) return text;
  }
}

// A tenth of all texts belong to a held-out split.
const mostTries = 100;

function drawOfLength(
  length: number,
  { kind, alphabet }: { kind: StringKind; alphabet: Alphabet },
  split: Split,
  chance: Chance,
): string | undefined {
  for (let tries = 0; tries < mostTries; tries++) {
    const text = stringKinds[kind](length, alphabet, chance);
    if (text === undefined) return undefined;
    if (text.length === 1 || splitOf(text) === split) return text;
  }
  return undefined;
}

/** A word of the list, in small letters, that belongs to the split. */
function wordOf(lengths: StringRule['lengths'], split: Split, chance: Chance): string {
  return drawString({ kinds: ['word'], alphabet: 'all', lengths }, split, chance).toLowerCase();
}

/**
 * What something in a picture is called, in small letters: a word of the list, as held-out pictures have it. Half of what training
 * shows is no word: who only meets words of the list learns the list, and of any other word names the nearest in it.
 */
export function labelOf(lengths: StringRule['lengths'], split: Split, chance: Chance): string {
  if (split !== 'train' || chance.happens(0.5)) return wordOf(lengths, split, chance);
  return drawString({ kinds: notWords, alphabet: 'all', lengths }, split, chance).toLowerCase();
}

const notWords = ['syllables', 'syllables', 'characters'] as const;

function characters(length: number, alphabet: Alphabet, chance: Chance): string {
  const from = Array.from(alphabets[length === 1 && alphabet === 'all' ? 'clear' : alphabet]);
  return Array.from({ length }, () => chance.pick(from)).join('');
}

const consonants = [
  'b',
  'c',
  'd',
  'f',
  'g',
  'h',
  'j',
  'k',
  'l',
  'm',
  'n',
  'p',
  'qu',
  'r',
  's',
  't',
  'v',
  'w',
  'x',
  'z',
];
const vowels = ['a', 'e', 'i', 'o', 'u', 'a', 'e', 'i', 'o', 'u', 'y'];

function syllables(length: number, _alphabet: Alphabet, chance: Chance): string {
  let text = '';
  for (let vowel = chance.happens(0.3); text.length < length; vowel = !vowel)
    text += chance.pick(vowel ? vowels : consonants);
  return inSomeCase(text.slice(0, length), chance);
}

const byLength = Array.from({ length: 10 }, (_, length) => words.filter((each) => each.length === length));

function word(length: number, _alphabet: Alphabet, chance: Chance): string | undefined {
  const fitting = byLength[length];
  return fitting?.[0] === undefined ? undefined : inSomeCase(chance.pick(fitting), chance);
}

function number(length: number, _alphabet: Alphabet, chance: Chance): string {
  return Array.from({ length }, () => chance.whole(0, 9)).join('');
}

function inSomeCase(text: string, chance: Chance): string {
  const capitalised = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return chance.pick([text, text, capitalised, text.toUpperCase()]);
}
