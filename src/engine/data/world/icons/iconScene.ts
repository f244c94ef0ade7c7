import type { Told } from '../captions.ts';
import type { ColourName } from '../palette.ts';
import type { Box } from '../scene.ts';
import type { Drawing } from './concepts.ts';

/** Where an icon lies among others. */
export type IconPlace = 'left' | 'right' | 'top' | 'bottom' | 'top left' | 'top right' | 'bottom left' | 'bottom right';

/** An icon of a picture. */
export interface Icon extends Drawing {
  /** Set where it is in lines of one colour. */
  readonly colour?: ColourName;
  readonly place?: IconPlace;
  /** Whether this drawing is never learned from. */
  readonly isUnseen: boolean;
  readonly box: Box;
}

/** A picture of icons as questions are asked about it. */
export interface IconScene extends Told {
  readonly icons: readonly Icon[];
  /** What a question may ask for in vain. */
  readonly known: readonly string[];
  readonly varied: boolean;
}
