import type { ImageReference } from '../images/references/imageReference.ts';

/** Why a picture stands in a document, which decides what its description says. */
export type Purpose = 'informative' | 'functional' | 'decorative';

/** What is known of the picture itself. */
interface PictureClues {
  name: string;
  pixels?: { width: number; height: number };
}

/** Infers the purpose: what a link consists of is its label; lines and backgrounds are decoration; all else informs. */
export function purposeOf({ linkTarget }: Pick<ImageReference, 'linkTarget'>, { name, pixels }: PictureClues): Purpose {
  if (linkTarget !== undefined) return 'functional';
  const isTiny = pixels !== undefined && Math.min(pixels.width, pixels.height) <= 3;
  return isTiny || decorativeNames.test(name) ? 'decorative' : 'informative';
}

const decorativeNames =
  /(^|[-_.\d])(spacer|divider|separator|background|bg|decoration|ornament|bullet|pixel|blank)([-_.\d]|$)/i;
