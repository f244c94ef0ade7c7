import type { InterfaceQuestionKind } from './interfaceQuestions.ts';

/** What interfaces of a level are like. */
export interface InterfaceLevel {
  readonly says: string;
  /** Characters on a button: fewest and most. */
  readonly lengths: readonly [number, number];
  readonly buttons: readonly [number, number];
  readonly fields: readonly [number, number];
  readonly checks: readonly [number, number];
  /** The share of windows, with a title; the others show only their controls. */
  readonly windowed: number;
  /** The share of pictures whose buttons have colours. */
  readonly coloured: number;
  readonly themes: readonly ('light' | 'dark')[];
  readonly varied: boolean;
  readonly asks: readonly InterfaceQuestionKind[];
  readonly worn?: true;
}

const first: InterfaceLevel = {
  says: 'one big button with a short word',
  lengths: [2, 4],
  buttons: [1, 1],
  fields: [0, 0],
  checks: [0, 0],
  windowed: 0,
  coloured: 0,
  themes: ['light'],
  varied: false,
  asks: ['button', 'says'],
};
const longer: InterfaceLevel = { ...first, says: 'words of up to seven letters', lengths: [2, 7] };
const coloured: InterfaceLevel = {
  ...longer,
  says: 'buttons in colours',
  coloured: 1,
  asks: ['button', 'says', 'colour'],
};
const several: InterfaceLevel = {
  ...coloured,
  says: 'one or two buttons',
  coloured: 0.5,
  buttons: [1, 2],
  asks: ['button', 'says', 'colour', 'count'],
};
const windowed: InterfaceLevel = {
  ...several,
  says: 'windows with a title',
  windowed: 0.7,
  asks: ['title', ...several.asks],
};
const filled: InterfaceLevel = {
  ...windowed,
  says: 'fields',
  fields: [0, 2],
  asks: ['field', 'field', ...windowed.asks],
};
const ticked: InterfaceLevel = {
  ...filled,
  says: 'boxes to tick',
  checks: [0, 2],
  asks: ['checked', 'checked', ...filled.asks],
};
const themed: InterfaceLevel = {
  ...ticked,
  says: 'dark themes; what is not there, and captions',
  themes: ['light', 'dark'],
  varied: true,
  asks: [...ticked.asks, 'refusal', 'refusal', 'caption', 'sentence', 'description'],
};
const worn: InterfaceLevel = { ...themed, says: 'noise, artefacts, squeezed pictures', worn: true };

/** The curriculum of interfaces, easiest first. */
export const interfaceLevels: readonly InterfaceLevel[] = [
  first,
  longer,
  coloured,
  several,
  windowed,
  filled,
  ticked,
  themed,
  worn,
];
