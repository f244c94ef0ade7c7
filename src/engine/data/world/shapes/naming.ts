import type { Chance } from '../chance.ts';
import type { Combination, Palette } from './combination.ts';

/**
 * Which parts of a scene's shapes have names. Training alone shows shapes in colours between those that have names, and named colours
 * on forms that have none: so that a form is not learned as the companion of its colours, nor a colour as that of its forms. As no
 * name fits the other part, no held-out combination is shown.
 */
export type Naming = 'both' | 'form' | 'mostlyForm' | 'colour';

interface NamingRule {
  /** What is left of a shape's names; shapes are numbered from 0. */
  readonly keep: (combination: Combination, position: number) => Partial<Combination>;
  /** What a question may ask for in vain. */
  readonly known: (palette: Palette) => Palette;
}

/** What each way of naming means. */
export const namings: { readonly [naming in Naming]: NamingRule } = {
  both: { keep: (combination) => combination, known: (palette) => palette },
  form: { keep: ({ form }) => ({ form }), known: ({ forms }) => ({ forms, colours: [] }) },
  // One shape in a colour of its own name beside others: what colour it has can be asked, and of one that is missing too.
  mostlyForm: {
    keep: (combination, position) => (position === 0 ? combination : { form: combination.form }),
    known: ({ forms }) => ({ forms, colours: [] }),
  },
  colour: { keep: ({ colour }) => ({ colour }), known: ({ colours }) => ({ forms: [], colours }) },
};

/** A way of naming for a training picture. */
export function drawNaming(chance: Chance): Naming {
  return chance.pick(ofTwenty);
}

const ofTwenty: readonly Naming[] = [
  ...Array<Naming>(10).fill('both'),
  ...Array<Naming>(5).fill('form'),
  ...Array<Naming>(3).fill('mostlyForm'),
  ...Array<Naming>(2).fill('colour'),
];
