import type { Language } from './snippets.ts';

/** What a piece of a line is, for its colour. */
export type TokenKind = 'keyword' | 'string' | 'number' | 'mark' | 'plain';

const keywords = new Set(
  (
    'def return for in print class if pass self int void const let function console log true null SELECT FROM WHERE INSERT ' +
    'INTO VALUES UPDATE SET echo then fi fn mut struct func var package go public private interface number string include'
  ).split(' '),
);

// Strings in quotes, tags, numbers, words, and anything else one by one.
const pattern = /"[^"]*"|<\/?[a-z]+|\d+|[A-Za-z_]+|\s+|./g;

/** Cuts a line into coloured pieces: near enough to an editor's for a picture. Data languages have no keywords. */
export function highlight(text: string, language: Language): { text: string; kind: TokenKind }[] {
  return (text.match(pattern) ?? []).map((piece) => ({ text: piece, kind: kindOf(piece, language) }));
}

function kindOf(piece: string, language: Language): TokenKind {
  if (piece.startsWith('"')) return 'string';
  if (/^\d/.test(piece)) return 'number';
  if (piece.startsWith('<') && piece.length > 1) return 'keyword';
  if (/^[A-Za-z_]/.test(piece)) return keywords.has(piece) && language !== 'yaml' ? 'keyword' : 'plain';
  return /\s/.test(piece) ? 'plain' : 'mark';
}
