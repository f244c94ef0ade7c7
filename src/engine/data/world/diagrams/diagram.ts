import type { Told } from '../captions.ts';
import type { ColourName } from '../palette.ts';
import type { Box } from '../scene.ts';
import type { Split } from '../split.ts';

/** A box of a diagram: where in the grid, and what stands in it. */
export interface DiagramBox {
  readonly label: string;
  readonly column: number;
  readonly row: number;
  readonly colour?: ColourName;
}

/** An arrow, by the positions of its boxes in the list. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
}

/** Boxes and the arrows between them, before they are drawn. */
export interface Diagram {
  readonly boxes: readonly DiagramBox[];
  readonly arrows: readonly Arrow[];
}

/** A diagram as questions are asked about it. */
export interface DiagramScene extends Diagram, Told {
  /** Where each box was drawn. */
  readonly places: readonly Box[];
  readonly varied: boolean;
  readonly split: Split;
}

/** The boxes that an arrow leads to from this one. */
export function after({ boxes, arrows }: Diagram, box: number): DiagramBox[] {
  // Arrows join boxes of the list.
  return arrows.filter(({ from }) => from === box).map(({ to }) => boxes[to]!);
}

/** The boxes from which an arrow leads to this one. */
export function before({ boxes, arrows }: Diagram, box: number): DiagramBox[] {
  // Arrows join boxes of the list.
  return arrows.filter(({ to }) => to === box).map(({ from }) => boxes[from]!);
}
