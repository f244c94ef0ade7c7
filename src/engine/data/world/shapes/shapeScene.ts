import type { Told } from '../captions.ts';
import type { Box } from '../scene.ts';
import type { Split } from '../split.ts';
import type { Combination, Palette } from './combination.ts';
import type { FormPlace } from './forms.ts';

/** A shape of a scene: what it is and where. What has no name is absent: no question can say it. */
export interface Item extends Names, FormPlace {}

/** What a shape may be called or asked for by. */
export type Names = { readonly [part in keyof Combination]?: Combination[part] | undefined };

/** A scene of shapes as questions are asked about it. */
export interface ShapeScene extends Told {
  readonly items: readonly Item[];
  /** Whether questions are put in several ways. */
  readonly varied: boolean;
  /** What a question may ask for in vain: the forms and colours of the level. */
  readonly known: Palette;
  readonly split: Split;
}

/** The shortest name that fits this shape alone: its form, its colour and form, or none. */
export function nameOf(item: Item, items: readonly Item[]): string | undefined {
  const alike = items.filter(({ form }) => form === item.form);
  if (alike.length === 1 || !item.form || !item.colour) return alike.length === 1 ? item.form : undefined;
  return alike.filter(({ colour }) => colour === item.colour).length === 1 ? `${item.colour} ${item.form}` : undefined;
}

/** A colour and a form in words, as far as they are named; `any` where there is no form. */
export function wordsFor({ form, colour }: Names, any: string): string {
  return [colour, form ?? any].filter((word) => word !== undefined).join(' ');
}

/** The square around a shape. */
export function boxOf({ x, y, radius }: Pick<FormPlace, 'x' | 'y' | 'radius'>): Box {
  return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
}

/** The two directions in which one shape can lie from another. */
export const axes = [
  {
    of: ({ x }: Item) => x,
    ...{ less: 'left', more: 'right of', lessAnswer: 'left', moreAnswer: 'right' },
    ...{ lessSide: 'on the left', moreSide: 'on the right' },
  },
  {
    of: ({ y }: Item) => y,
    ...{ less: 'above', more: 'below', lessAnswer: 'above', moreAnswer: 'below' },
    ...{ lessSide: 'at the top', moreSide: 'at the bottom' },
  },
] as const;
