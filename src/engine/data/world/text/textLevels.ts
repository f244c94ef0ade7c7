import type { GroundName } from '../grounds.ts';
import type { StringRule } from './strings.ts';
import type { TextQuestionKind } from './textQuestions.ts';

/** What pictures of a level are made of. */
export interface TextLevel {
  readonly says: string;
  readonly text: StringRule;
  readonly faces: 'plain' | 'all';
  /** How large the text is, as shares of the largest that fits: smallest and largest. */
  readonly size: readonly [number, number];
  /** How far the text may lie from the middle, as a share of the room there is. */
  readonly shift: number;
  readonly grounds: readonly GroundName[];
  /** Black (on dark grounds white), or a colour with a name. */
  readonly ink: 'plain' | 'coloured';
  /** Most lines in a picture. */
  readonly lines: number;
  readonly varied: boolean;
  readonly kinds: readonly TextQuestionKind[];
  readonly worn?: true;
}

const first: TextLevel = {
  says: 'one big capital or digit in the middle, black on white',
  text: { kinds: ['characters'], alphabet: 'plain', lengths: [1, 1] },
  faces: 'plain',
  size: [1, 1],
  shift: 0,
  grounds: ['white'],
  ink: 'plain',
  lines: 1,
  varied: false,
  kinds: ['says'],
};
const small: TextLevel = { ...first, says: 'small letters too', text: { ...first.text, alphabet: 'clear' } };
const shifted: TextLevel = { ...small, says: 'small shifts', size: [0.8, 1], shift: 0.3 };
const fonts: TextLevel = { ...shifted, says: 'all fonts', faces: 'all' };
const anywhere: TextLevel = { ...fonts, says: 'any size, anywhere', size: [0.5, 1], shift: 0.8 };
const pair: TextLevel = {
  ...anywhere,
  says: 'two characters',
  text: { kinds: ['characters'], alphabet: 'clear', lengths: [1, 2] },
  kinds: ['says', 'first', 'last'],
};
const three: TextLevel = {
  ...pair,
  says: 'three characters',
  text: { kinds: ['characters', 'syllables', 'word'], alphabet: 'clear', lengths: [2, 3] },
};
const tinted: TextLevel = { ...three, says: 'tinted grounds', grounds: ['white', 'tinted'] };
const dark: TextLevel = { ...tinted, says: 'dark grounds alone', grounds: ['dark'] };
const coloured: TextLevel = {
  ...tinted,
  says: 'coloured text, on all grounds',
  grounds: ['white', 'tinted', 'dark'],
  ink: 'coloured',
  kinds: ['says', 'first', 'last', 'colour'],
};
const four: TextLevel = {
  ...coloured,
  says: 'up to four characters of all, and numbers',
  text: { kinds: ['characters', 'syllables', 'word', 'number'], alphabet: 'all', lengths: [1, 4] },
  kinds: ['says', 'first', 'last', 'length', 'colour'],
};
const short: TextLevel = {
  ...four,
  says: 'up to six characters, asked in several ways',
  text: { kinds: ['word', 'word', 'syllables', 'characters', 'number'], alphabet: 'all', lengths: [1, 6] },
  varied: true,
};
const long: TextLevel = {
  ...short,
  says: 'up to eight characters, smaller',
  text: { ...short.text, lengths: [1, 8] },
  size: [0.4, 1],
};
const lines: TextLevel = {
  ...long,
  says: 'one to three lines, and asked for lines that are not there',
  lines: 3,
  kinds: ['line', 'line', 'refusal', 'says', 'first', 'last', 'length', 'colour', 'caption', 'sentence', 'description'],
};
const worn: TextLevel = { ...lines, says: 'noise, artefacts, squeezed pictures', worn: true };

/** The curriculum of reading, easiest first; each level changes one thing. */
export const textLevels: readonly TextLevel[] = [
  first,
  small,
  shifted,
  fonts,
  anywhere,
  pair,
  three,
  tinted,
  dark,
  coloured,
  four,
  short,
  long,
  lines,
  worn,
];
