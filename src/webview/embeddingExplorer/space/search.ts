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
  const parts = partsOf(wanted);
  return [...points.keys()].filter((point) => {
    const token = points[point];
    const kind = token?.kind === 'patch' ? 'patch' : 'word';
    const name = `${kind} ${pointName(token, survey.pictures)}`.toLowerCase();
    return parts.every((part) => has(name, part));
  });
}

/** Each word for itself, but a number belongs to the word before it: `row 3` is neither a column nor row 30. */
function partsOf(text: string): string[] {
  const parts = text.match(/[^\s\d]+\s+\d+(?!\S)|\S+/g) ?? [];
  return parts.map((part) => part.replace(/\s+/, ' '));
}

function has(name: string, part: string): boolean {
  const isNumber = /\d$/.test(part);
  for (let at = name.indexOf(part); at !== -1; at = name.indexOf(part, at + 1))
    if (!isNumber || !/^\d/.test(name.slice(at + part.length))) return true;
  return false;
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
