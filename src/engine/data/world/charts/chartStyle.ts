import type { Chance } from '../chance.ts';
import { drawGround, type GroundName } from '../grounds.ts';
import type { Face } from '../outlines.ts';
import { colourNames, contrast, hexOf, shade } from '../palette.ts';
import type { Split } from '../split.ts';
import { drawFace } from '../drawFace.ts';

/** How a chart looks. */
export interface ChartStyle {
  readonly ground: string;
  /** Of text and axes. */
  readonly ink: string;
  /** Of marks that have no colour of their own. */
  readonly accent: string;
  readonly grid: string;
  readonly face: Face;
  /** A frame all around as in plots, two axes, or the ground line alone. */
  readonly frame: 'box' | 'axes' | 'ground';
  readonly hasGrid: boolean;
  /** How a plotting program draws all this, in training alone. */
  readonly furniture?: Furniture;
}

/** How plotting programs furnish a chart, as matplotlib and gnuplot do unasked. Training alone has it. */
export interface Furniture {
  /** Whether numbers stand at the axis, at which size, and how many at most. */
  readonly isNumbered: boolean;
  readonly numberSize: number;
  readonly mostNumbers: number;
  readonly ticks: 'out' | 'in' | 'none';
  readonly grid: 'none' | 'lines' | 'dashes';
  /** Of frame and ticks, in units. */
  readonly lineWidth: number;
  readonly labelSize: number;
  /** Room that stays free above and to the right of the plot, in units. */
  readonly margin: { readonly top: number; readonly right: number };
  /** Room before the first mark and after the last, in steps from mark to mark. */
  readonly sideRoom: number;
  /** A share of the step. */
  readonly barWidth: number;
  /** A line around bars and slices. */
  readonly outline?: { readonly colour: string; readonly width: number };
  /** How far the scale goes on above the highest mark, as a factor; where absent it ends where the chart says. */
  readonly above?: number;
  readonly hasNamesAtSlices: boolean;
}

/** Draws a style by lot: those of plotting programs, of slides and of web pages. */
export function drawChartStyle(grounds: readonly GroundName[], split: Split, chance: Chance): ChartStyle {
  const { kind, fill } = drawGround(grounds, chance);
  const seen = colourNames.map((name) => shade(name, 0.5, chance)).filter((colour) => contrast(colour, fill) > 2.2);
  return {
    ground: fill,
    ink: kind === 'dark' ? hexOf(0, 0, chance.between(0.8, 1)) : hexOf(0, 0, chance.between(0, 0.25)),
    accent: chance.pick(seen),
    grid: kind === 'dark' ? hexOf(0, 0, 0.3) : hexOf(0, 0, 0.86),
    face: drawFace(split, 'plain', chance),
    frame: chance.pick(['box', 'axes', 'ground'] as const),
    hasGrid: chance.happens(0.3),
  };
}
