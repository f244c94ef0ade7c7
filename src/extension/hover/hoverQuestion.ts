import type { PictureQuestion } from '../explain/explanations.ts';
import type { Picture } from '../images/picture.ts';
import type { Settings } from '../settings/settings.ts';

/** What a question in a hover asks about a picture. */
export function hoverQuestion(picture: Picture, { hover }: Settings): PictureQuestion {
  return { picture, prompt: hover.question, maxTokens: hoverTokens };
}

/** Some sentences: a hover is read in passing. */
const hoverTokens = 160;
