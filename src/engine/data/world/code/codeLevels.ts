import type { CodeQuestionKind } from './codeQuestions.ts';

/** What screenshots of a level are like. */
export interface CodeLevel {
  readonly says: string;
  /** How many of the languages appear. */
  readonly languages: number;
  /** Characters of a name: fewest and most. */
  readonly lengths: readonly [number, number];
  /** Font size as a share of the largest that fits: smallest and largest. */
  readonly size: readonly [number, number];
  readonly themes: readonly ('plain' | 'light' | 'dark')[];
  /** The share of pictures with line numbers. */
  readonly numbered: number;
  readonly varied: boolean;
  readonly asks: readonly CodeQuestionKind[];
  readonly worn?: true;
}

const first: CodeLevel = {
  says: 'four languages that look unlike, black on white',
  languages: 4,
  lengths: [3, 4],
  size: [1, 1],
  themes: ['plain'],
  numbered: 0,
  varied: false,
  asks: ['language', 'is'],
};
const eight: CodeLevel = { ...first, says: 'eight languages', languages: 8 };
const all: CodeLevel = { ...eight, says: 'all languages', languages: Infinity };
const named: CodeLevel = { ...all, says: 'what the first name is', asks: ['name', 'name', 'language', 'is', 'lines'] };
const coloured: CodeLevel = { ...named, says: 'colours of an editor', themes: ['light', 'plain'] };
const dark: CodeLevel = { ...coloured, says: 'dark themes alone', themes: ['dark'] };
const smaller: CodeLevel = {
  ...dark,
  says: 'longer names, smaller text; what is not there, and captions',
  lengths: [3, 6],
  size: [0.8, 1],
  themes: ['plain', 'light', 'dark'],
  numbered: 0.2,
  varied: true,
  asks: ['name', 'name', 'language', 'is', 'lines', 'refusal', 'caption', 'sentence', 'description'],
};
const worn: CodeLevel = { ...smaller, says: 'noise, artefacts, squeezed pictures', worn: true };

/** The curriculum of code, easiest first. */
export const codeLevels: readonly CodeLevel[] = [first, eight, all, named, coloured, dark, smaller, worn];
