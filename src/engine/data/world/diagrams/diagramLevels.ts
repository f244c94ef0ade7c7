import type { GroundName } from '../grounds.ts';
import type { DiagramQuestionKind } from './diagramQuestions.ts';

/** What diagrams of a level are like. */
export interface DiagramLevel {
  readonly says: string;
  /** Boxes: fewest and most. */
  readonly boxes: readonly [number, number];
  /** Columns and rows in which boxes may lie. */
  readonly grid: readonly [columns: number, rows: number];
  readonly labels: 'letters' | 'words';
  /** Arrows beyond those that join all boxes, at most. */
  readonly extra: number;
  /** Whether boxes have colours and forms of their own. */
  readonly styled: boolean;
  readonly grounds: readonly GroundName[];
  readonly varied: boolean;
  readonly asks: readonly DiagramQuestionKind[];
  readonly worn?: true;
}

const first: DiagramLevel = {
  says: 'two boxes side by side, and an arrow',
  boxes: [2, 2],
  grid: [2, 1],
  labels: 'letters',
  extra: 0,
  styled: false,
  grounds: ['white'],
  varied: false,
  asks: ['next', 'from'],
};
const upright: DiagramLevel = { ...first, says: 'any two places of four', grid: [2, 2] };
const three: DiagramLevel = {
  ...upright,
  says: 'three boxes',
  boxes: [2, 3],
  asks: ['next', 'from', 'linked', 'count'],
};
const four: DiagramLevel = { ...three, says: 'up to five boxes', boxes: [3, 5], grid: [3, 3] };
const worded: DiagramLevel = { ...four, says: 'words in the boxes', labels: 'words' };
const branched: DiagramLevel = {
  ...worded,
  says: 'more arrows; where it begins and ends',
  extra: 1,
  asks: ['next', 'from', 'linked', 'count', 'start', 'end'],
};
const styled: DiagramLevel = {
  ...branched,
  says: 'colours and forms',
  styled: true,
  asks: [...branched.asks, 'colour'],
};
const grounded: DiagramLevel = {
  ...styled,
  says: 'tinted and dark grounds; what is not there, and captions',
  grounds: ['white', 'tinted', 'dark'],
  varied: true,
  asks: [...styled.asks, 'next', 'from', 'refusal', 'refusal', 'caption', 'sentence', 'description'],
};
const worn: DiagramLevel = { ...grounded, says: 'noise, artefacts, squeezed pictures', worn: true };

/** The curriculum of diagrams, easiest first. */
export const diagramLevels: readonly DiagramLevel[] = [
  first,
  upright,
  three,
  four,
  worded,
  branched,
  styled,
  grounded,
  worn,
];
