import type { Caption } from '../../../engine/api/captionFormats.ts';

/** What of a table is shown, and in which order. */
export interface Arrangement {
  readonly column: 'name' | 'words';
  readonly direction: 'ascending' | 'descending';
  readonly filter: string;
}

export const asWritten: Arrangement = { column: 'name', direction: 'ascending', filter: '' };

/** The captions that contain all words of the filter in their name or text, in order: numbers in names count as numbers. */
export function arrange(captions: readonly Caption[], { column, direction, filter }: Arrangement): Caption[] {
  const wanted = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = captions.filter((caption) => {
    const all = `${caption.name} ${wordsOf(caption)}`.toLowerCase();
    return wanted.every((word) => all.includes(word));
  });
  const keyOf = (caption: Caption): string => (column === 'name' ? caption.name : wordsOf(caption));
  const sign = direction === 'ascending' ? 1 : -1;
  return found.sort((a, b) => sign * collator.compare(keyOf(a), keyOf(b)));
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** The caption, or why there is none. */
export const wordsOf = (caption: Caption): string => ('text' in caption ? caption.text : caption.problem);
