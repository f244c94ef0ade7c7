import type { Ask } from './ask.ts';
import { phrase } from './phrase.ts';
import type { Box } from './scene.ts';

/** A picture in words, at three lengths. */
export interface Captions {
  /** A few words. */
  readonly caption: string;
  readonly sentence: string;
  /** All there is to see. */
  readonly description: string;
}

/** A scene that can be told. */
export interface Told {
  readonly captions: Captions;
  /** Everything that is drawn. */
  readonly drawn: readonly Box[];
}

// The last one asks as the extension does when nobody has typed a question.
const ways = {
  caption: ['What is in the picture?', 'Write a caption.'],
  sentence: ['Describe the picture in one sentence.', 'Describe the image in one sentence.'],
  description: ['Please describe the image in detail.', 'Describe the picture in detail.'],
} as const satisfies Record<keyof Captions, readonly [string, string]>;

/** Asking for a caption at each of the three lengths; rows for a family's table of questions. */
export const captionQuestions = {
  caption: asking('caption'),
  sentence: asking('sentence'),
  description: asking('description'),
} as const satisfies Record<keyof Captions, Ask<Told>>;

function asking(length: keyof Captions): Ask<Told> {
  return ({ captions, drawn }, chance) => ({
    question: phrase(ways[length], true, chance),
    answer: captions[length],
    regions: drawn,
  });
}

/** `a circle`, `a circle and a star`, `a circle, a star and a heart`. */
export function listed(things: readonly string[]): string {
  const last = things.at(-1) ?? '';
  return things.length < 2 ? last : `${things.slice(0, -1).join(', ')} and ${last}`;
}

/** With a capital, as a sentence begins. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
