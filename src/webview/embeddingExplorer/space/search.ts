import type { EmbeddedToken } from '../../../engine/api/spaceApi.ts';
import { pointName } from './pointName.ts';
import type { Space } from './space.ts';

/**
 * The points that a search means, whatever its case: the pieces that spell it in the text, else those whose name contains
 * all of its words. An empty search finds none.
 */
export function search({ points, survey }: Space, text: string): number[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const pieces = piecesOf(points, wanted);
  if (pieces.length > 0) return pieces;
  const words = wanted.split(/\s+/);
  return [...points.keys()].filter((point) => {
    const token = points[point];
    const kind = token?.kind === 'patch' ? 'patch' : 'word';
    const name = `${kind} ${pointName(token, survey.pictures)}`.toLowerCase();
    return words.every((word) => name.includes(word));
  });
}

/** Wherever the text says it, the pieces that have a part of it. */
function piecesOf(points: readonly EmbeddedToken[], wanted: string): number[] {
  const texts = points.map((token) => (token.kind === 'text' ? token.piece.replaceAll('▁', ' ').toLowerCase() : '\0'));
  const whole = texts.join('');
  const found = new Set<number>();
  for (let at = whole.indexOf(wanted); at !== -1; at = whole.indexOf(wanted, at + wanted.length)) {
    let begin = 0;
    for (const [point, text] of texts.entries()) {
      if (begin < at + wanted.length && begin + text.length > at) found.add(point);
      begin += text.length;
    }
  }
  return [...found];
}
