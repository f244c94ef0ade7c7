import type { Told } from '../captions.ts';
import type { ColourName } from '../palette.ts';
import type { Box } from '../scene.ts';
import type { Split } from '../split.ts';

/** Something to press. */
export interface Button {
  readonly label: string;
  readonly colour?: ColourName;
}

/** Something to fill in, and what is in it. */
export interface Field {
  readonly label: string;
  readonly value: string;
}

/** Something to tick. */
export interface Check {
  readonly label: string;
  readonly isChecked: boolean;
}

/** A window or a single control, before it is drawn. Rows lie below each other, buttons beside each other under them. */
export interface Interface {
  /** Set where there is a window around it. */
  readonly title?: string;
  readonly fields: readonly Field[];
  readonly checks: readonly Check[];
  readonly buttons: readonly Button[];
}

/** Where the parts were drawn, in the order of the lists. */
export interface InterfacePlaces {
  readonly title?: Box;
  readonly fields: readonly Box[];
  readonly checks: readonly Box[];
  readonly buttons: readonly Box[];
}

/** An interface as questions are asked about it. */
export interface InterfaceScene extends Interface, Told {
  readonly places: InterfacePlaces;
  readonly varied: boolean;
  readonly split: Split;
}
