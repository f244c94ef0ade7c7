import type { ImageReference } from '../images/references/imageReference.ts';

/** Why a picture stands in a document, which decides what its description says. */
export type Purpose = 'informative' | 'functional' | 'decorative';

/** What is known of the picture itself. */
interface PictureClues {
  name: string;
  pixels?: { width: number; height: number };
}

/**
 * Infers the purpose: what a link consists of is its label, and who has described a picture found it worth it. Lines and what
 * spaces are made with are probably decoration; all else informs.
 */
export function purposeOf(
  { linkTarget, alt }: Pick<ImageReference, 'linkTarget' | 'alt'>,
  { name, pixels }: PictureClues,
): Purpose {
  if (linkTarget !== undefined) return 'functional';
  if (alt?.state === 'text') return 'informative';
  const isTiny = pixels !== undefined && Math.min(pixels.width, pixels.height) <= 3;
  return isTiny || decorativeNames.test(name) ? 'decorative' : 'informative';
}

/** The whole name, with a number or a size behind it: `bullet-chart.png` and `google-pixel-8.png` are no decoration. */
const decorativeNames =
  /^(spacer|divider|separator|background|bg|decoration|ornament|bullet|pixel|blank|transparent|clear|shim)([-_.]?\d+([x×]\d+)?)?\.\w+$/i;
