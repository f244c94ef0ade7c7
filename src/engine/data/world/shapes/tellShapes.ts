import { capitalised, listed, type Told } from '../captions.ts';
import type { GroundName } from '../grounds.ts';
import { withArticle } from '../phrase.ts';
import { boxOf, wordsFor, type Item } from './shapeScene.ts';

const groundWords = { white: 'white', tinted: 'light', dark: 'dark' } as const satisfies Record<GroundName, string>;

/** A scene of shapes in words, from left to right. */
export function tell(items: readonly Item[], ground: GroundName): Told {
  const things = items.toSorted((one, other) => one.x - other.x).map((item) => withArticle(wordsFor(item, 'shape')));
  const background = `on a ${groundWords[ground]} background`;
  const count = items.length === 1 ? 'one shape' : `${items.length} shapes`;
  const captions = {
    caption: things.length < 3 ? listed(things) : count,
    sentence: `${capitalised(listed(things))} ${background}.`,
    description: `The picture shows ${count} ${background}. ${order(things)}`,
  };
  return { captions, drawn: items.map(boxOf) };
}

function order(things: readonly string[]): string {
  return things.length === 1 ? `It is ${things[0]}.` : `From left to right there are ${listed(things)}.`;
}
