import type { Box } from '../scene.ts';

/** Marks of a chart, and the box of each datum. */
export interface Marks {
  readonly svg: string;
  readonly boxes: readonly Box[];
}

/** Where marks go, and whether values are written at them. */
export interface MarkPlace {
  readonly plot: Box;
  readonly reading: 'none' | 'written' | 'scale';
}
