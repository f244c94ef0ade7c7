import type { Range } from './scale.ts';

/** What a chart says of itself. */
export interface ChartText {
  readonly title: string;
  /** What the places along the axis are. */
  readonly across: () => string;
  /** How a value is read out. */
  readonly format?: (value: number) => string;
  /** How a value stands at the axis, in at most six characters. */
  readonly tick?: (value: number) => string;
  /** All values that there can be: shown where those that there are do not differ. */
  readonly whole?: Range;
}
