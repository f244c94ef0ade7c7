import type { Told } from '../captions.ts';
import type { ColourName } from '../palette.ts';
import type { Box } from '../scene.ts';
import type { Combination } from './combination.ts';
import type { FormName, FormPlace } from './forms.ts';

/** A shape of a scene: what it is and where. */
export interface Item extends Combination, FormPlace {}

/** A scene of shapes as questions are asked about it. */
export interface ShapeScene extends Told {
  readonly items: readonly Item[];
  /** Whether questions are put in several ways. */
  readonly varied: boolean;
  /** What a question may ask for in vain: the forms and colours of the level. */
  readonly known: { readonly forms: readonly FormName[]; readonly colours: readonly ColourName[] };
}

/** The shortest name that fits this shape alone: its form, its colour and form, or none. */
export function nameOf(item: Item, items: readonly Item[]): string | undefined {
  const alike = items.filter(({ form }) => form === item.form);
  if (alike.length === 1) return item.form;
  return alike.filter(({ colour }) => colour === item.colour).length === 1 ? `${item.colour} ${item.form}` : undefined;
}

/** The square around a shape. */
export function boxOf({ x, y, radius }: Pick<FormPlace, 'x' | 'y' | 'radius'>): Box {
  return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
}

/** The two directions in which one shape can lie from another. */
export const axes = [
  { of: ({ x }: Item) => x, less: 'left', more: 'right of', lessAnswer: 'left', moreAnswer: 'right' },
  { of: ({ y }: Item) => y, less: 'above', more: 'below', lessAnswer: 'above', moreAnswer: 'below' },
] as const;
