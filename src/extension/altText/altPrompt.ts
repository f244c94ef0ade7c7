import type { Span } from '../images/references/imageReference.ts';
import type { Purpose } from './purpose.ts';

/** What a description is asked for. */
export interface AltQuestion {
  purpose: Exclude<Purpose, 'decorative'>;
  linkTarget?: string;
  /** By its English name. */
  language?: string;
  /** The text around the picture. */
  around: string;
  /** The description there is, to be made better. */
  present?: string;
}

/** The question that makes a model write a description. */
export function altPrompt({ purpose, linkTarget, language, around, present }: AltQuestion): string {
  const parts = [
    present
      ? `The alternative text of this image is “${present}”. Write a better one:`
      : 'Write the alternative text of this image for people who cannot see it:',
    'one sentence of at most 125 characters with what matters, without “image of”.',
    ...(purpose === 'functional' ? [functional(linkTarget ?? '')] : []),
    ...(language ? [`Write in ${language}.`] : []),
    ...(around === '' ? [] : [`Around it the document says: “${around}”.`]),
    'Answer with the text alone.',
  ];
  return parts.join(' ');
}

const functional = (target: string) =>
  `The image is a link${target === '' ? ' or a button' : ` to ${target.slice(0, 200)}`}: say what it leads to or does.`;

/** What is written before and after a picture, without its markup. */
export function textAround(text: string, { from, to }: Span): string {
  const before = readable(text.slice(Math.max(0, from - reach), from)).slice(-shown);
  const after = readable(text.slice(to, to + reach)).slice(0, shown);
  return [before, after].filter((part) => part !== '').join(' […] ');
}

/** In UTF-16 units: more markup is looked at than text is shown, for much of it is no text. */
const reach = 1000;
const shown = 200;

/** Tags, addresses and signs of markup away. A cut at either end may leave half a tag. */
function readable(markup: string): string {
  return markup
    .replace(/^[^<>]*>|<[^<>]*$/g, ' ')
    .replace(/<(script|style)\b[^]*?<\/\1>|<[^>]*>/gi, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\b(?:https?|data):\S+/g, ' ')
    .replace(/[*_`#|{}[\]<>=~]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
