import type { Chance } from '../chance.ts';
import { colourNames, type ColourName } from '../palette.ts';
import type { Split } from '../split.ts';
import { formNames, type FormName } from './forms.ts';

/** A form in a colour. Which combinations a picture may show depends on its split; each form and each colour alone is learned. */
export interface Combination {
  readonly form: FormName;
  readonly colour: ColourName;
}

/** The split of a combination: for every form, one or two of the ten colours are kept for the test, one or two for validation. */
export function combinationSplit({ form, colour }: Combination): Split {
  const lot = (2 * formNames.indexOf(form) + colourNames.indexOf(colour)) % 7;
  if (colour === 'white' || (lot !== 0 && lot !== 3)) return 'train';
  return lot === 0 ? 'test' : 'validation';
}

/**
 * Draws a combination of the split, out of these forms and colours: of the first seven colours each form has
 * some for each split, so undefined only where very few are left.
 */
export function drawCombination(from: Palette, split: Split, chance: Chance): Combination | undefined {
  const fitting = from.forms
    .flatMap((form) => from.colours.map((colour) => ({ form, colour })))
    .filter((combination) => combinationSplit(combination) === split);
  return chance.shuffled(fitting)[0];
}

/** Forms and colours to draw from. */
export interface Palette {
  readonly forms: readonly FormName[];
  readonly colours: readonly ColourName[];
}
