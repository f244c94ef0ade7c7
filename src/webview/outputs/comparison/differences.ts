import { diffWordsWithSpace } from 'diff';

/** A stretch of an answer: in both, only in the one that is looked at, or only in the one that it is compared with. */
export interface Stretch {
  readonly text: string;
  readonly kind: 'same' | 'added' | 'missing';
}

/** How `text` differs from `other`, word by word; undefined where they are too long or too different to be worth it. */
export function differences(other: string, text: string): Stretch[] | undefined {
  if (other.length + text.length > longest) return undefined;
  const changes = diffWordsWithSpace(other, text, { intlSegmenter: words(), timeout: patienceMs });
  return changes?.map(({ value, added, removed }) => ({
    text: value,
    kind: added ? 'added' : removed ? 'missing' : 'same',
  }));
}

/** The share of words that both have, in [0, 1]; 1 for two empty texts. */
export function likeness(stretches: readonly Stretch[]): number {
  const length = (kind: Stretch['kind']): number =>
    stretches.reduce((sum, stretch) => sum + (stretch.kind === kind ? stretch.text.replace(/\s/g, '').length : 0), 0);
  const same = 2 * length('same');
  const all = same + length('added') + length('missing');
  return all === 0 ? 1 : same / all;
}

const longest = 40_000;
/** A notebook waits while words are compared. */
const patienceMs = 500;

/** Words of any language: Chinese writes no spaces. */
const words = () => new Intl.Segmenter(undefined, { granularity: 'word' });
