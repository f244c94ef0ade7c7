import type { PictureQuestion } from '../explain/explanations.ts';
import type { Picture } from '../images/picture.ts';
import type { Settings } from '../settings/settings.ts';

/** What a question in a hover asks about a picture. */
export function hoverQuestion(picture: Picture, { hover }: Settings): PictureQuestion {
  const asked = hover.question ? { prompt: hover.question } : { prompt: usual, occasion: 'hover' as const };
  return { picture, ...asked, maxTokens: hoverTokens };
}

const usual = 'Please describe the image in one or two sentences.';

/** Some sentences: a hover is read in passing. */
const hoverTokens = 160;
