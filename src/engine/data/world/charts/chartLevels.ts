import type { GroundName } from '../grounds.ts';
import type { ChartQuestionKind } from './chartQuestions.ts';
import type { ChartKind } from './chartScene.ts';

/** What charts of a level are like. */
export interface ChartLevel {
  readonly says: string;
  readonly kinds: readonly ChartKind[];
  /** How many numbers: fewest and most. */
  readonly count: readonly [number, number];
  /** Labels are single letters or short words. */
  readonly labels: 'letters' | 'words';
  /** How values can be read: not at all, written at their marks, or off a scale. */
  readonly reading: readonly ('none' | 'written' | 'scale')[];
  /** The share of charts with a title. */
  readonly titled: number;
  /** The share of bar charts whose bars differ in colour. */
  readonly colourful: number;
  readonly grounds: readonly GroundName[];
  readonly varied: boolean;
  readonly asks: readonly ChartQuestionKind[];
  readonly worn?: true;
}

const first: ChartLevel = {
  says: 'two bars: which is higher',
  kinds: ['bar'],
  count: [2, 2],
  labels: 'letters',
  reading: ['none'],
  titled: 0,
  colourful: 0,
  grounds: ['white'],
  varied: false,
  asks: ['highest', 'lowest'],
};
const several: ChartLevel = { ...first, says: 'three to five bars', count: [2, 5] };
const coloured: ChartLevel = {
  ...several,
  says: 'bars in colours, counted',
  colourful: 1,
  asks: ['highest', 'lowest', 'colour', 'count'],
};
const written: ChartLevel = {
  ...coloured,
  says: 'values written on the bars',
  colourful: 0.5,
  reading: ['written'],
  asks: ['value', 'value', 'highest', 'lowest', 'colour', 'count'],
};
const worded: ChartLevel = { ...written, says: 'words for labels', labels: 'words' };
const titled: ChartLevel = {
  ...worded,
  says: 'titles',
  titled: 0.8,
  asks: ['title', 'title', 'value', 'highest', 'lowest', 'colour', 'count'],
};
const lines: ChartLevel = {
  ...titled,
  says: 'lines that go up or down',
  kinds: ['line', 'line', 'bar'],
  asks: ['trend', 'trend', 'kind', 'title', 'value', 'highest', 'lowest', 'colour', 'count'],
};
const pies: ChartLevel = { ...lines, says: 'pies', kinds: ['pie', 'pie', 'line', 'bar'] };
const points: ChartLevel = { ...pies, says: 'scattered points', kinds: ['scatter', 'scatter', 'pie', 'line', 'bar'] };
const scaled: ChartLevel = { ...points, says: 'values read off a scale', reading: ['scale', 'scale', 'written'] };
const grounded: ChartLevel = {
  ...scaled,
  says: 'tinted and dark grounds; what is not there, and captions',
  kinds: ['bar', 'line', 'pie', 'scatter'],
  grounds: ['white', 'tinted', 'dark'],
  varied: true,
  asks: [...scaled.asks, 'refusal', 'refusal', 'caption', 'sentence', 'description'],
};
const worn: ChartLevel = { ...grounded, says: 'noise, artefacts, squeezed pictures', worn: true };

/** The curriculum of charts, easiest first. */
export const chartLevels: readonly ChartLevel[] = [
  first,
  several,
  coloured,
  written,
  worded,
  titled,
  lines,
  pies,
  points,
  scaled,
  grounded,
  worn,
];
