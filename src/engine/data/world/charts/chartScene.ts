import type { Told } from '../captions.ts';
import type { ColourName } from '../palette.ts';
import type { Box } from '../scene.ts';
import type { Split } from '../split.ts';

/** How numbers are shown. */
export const chartKinds = ['bar', 'line', 'pie', 'scatter'] as const;

export type ChartKind = (typeof chartKinds)[number];

/** One number of a chart, by name. */
export interface Datum {
  readonly label: string;
  readonly value: number;
  /** Set where the parts of a chart have colours of their own. */
  readonly colour?: ColourName;
}

/** What a chart shows, before it is drawn. */
export interface ChartData {
  readonly kind: ChartKind;
  readonly title?: string;
  readonly data: readonly Datum[];
  /** Where the scale ends; it begins at 0. */
  readonly top: number;
  readonly trend?: Trend;
}

/** How the numbers of a line or of scattered points go on. */
export type Trend = 'up' | 'down' | 'flat';

/** Where the parts of a drawn chart are. */
export interface ChartPlaces {
  /** One for each datum, label included where there is one. */
  readonly data: readonly Box[];
  readonly plot: Box;
  readonly title?: Box;
}

/** A chart as questions are asked about it. */
export interface ChartScene extends ChartData, Told {
  readonly places: ChartPlaces;
  /** Whether a value can be read: written beside its mark, or off a scale. */
  readonly readable: boolean;
  readonly varied: boolean;
  readonly split: Split;
}
