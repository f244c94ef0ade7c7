import type { GroundName } from '../grounds.ts';
import type { IconSet } from './concepts.ts';
import { iconSets } from './concepts.ts';
import type { IconQuestionKind } from './iconQuestions.ts';

/** What pictures of icons are like at a level. */
export interface IconLevel {
  readonly says: string;
  /** How many of the things appear, the most familiar first. */
  readonly things: number;
  readonly sets: readonly IconSet[];
  /** Icons in a picture: fewest and most. */
  readonly icons: readonly [number, number];
  /** Side of an icon, as a share of the room it has: smallest and largest. */
  readonly size: readonly [number, number];
  /** Whether lines are in colours. */
  readonly coloured: boolean;
  readonly grounds: readonly GroundName[];
  readonly varied: boolean;
  readonly asks: readonly IconQuestionKind[];
  readonly worn?: true;
}

const first: IconLevel = {
  says: 'one big icon of twelve, in black lines',
  things: 12,
  sets: ['lucide'],
  icons: [1, 1],
  size: [0.8, 0.8],
  coloured: false,
  grounds: ['white'],
  varied: false,
  asks: ['name', 'exists'],
};
const forty: IconLevel = { ...first, says: 'of forty', things: 40 };
const all: IconLevel = { ...forty, says: 'of all', things: Infinity };
const drawnApart: IconLevel = { ...all, says: 'other drawings, and emoji in colours', sets: iconSets };
const sized: IconLevel = { ...drawnApart, says: 'any size, anywhere', size: [0.35, 0.85] };
const coloured: IconLevel = {
  ...sized,
  says: 'lines in colours, on tinted grounds',
  coloured: true,
  grounds: ['white', 'tinted'],
  asks: ['name', 'exists', 'colour'],
};
const dark: IconLevel = { ...coloured, says: 'dark grounds alone', grounds: ['dark'] };
const two: IconLevel = {
  ...coloured,
  says: 'one or two',
  icons: [1, 2],
  size: [0.5, 0.9],
  grounds: ['white', 'tinted', 'dark'],
  varied: true,
  asks: ['name', 'place', 'exists', 'colour', 'count'],
};
const four: IconLevel = {
  ...two,
  says: 'up to four; what is not there, and captions',
  icons: [1, 4],
  asks: [...two.asks, 'place', 'refusal', 'caption', 'sentence', 'description'],
};
const worn: IconLevel = { ...four, says: 'noise, artefacts, squeezed pictures', worn: true };

/** The curriculum of icons, easiest first. */
export const iconLevels: readonly IconLevel[] = [first, forty, all, drawnApart, sized, coloured, dark, two, four, worn];
