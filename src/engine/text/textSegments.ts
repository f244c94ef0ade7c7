import type { AddedVocabulary } from './addedVocabulary.ts';

/** A stretch of text that is encoded as a whole, or one token. */
export interface TextSegment {
  readonly text: string;
  /** Set where the stretch is a token. */
  readonly id?: number;
}

/** Cuts a text at every added token in it: the leftmost first, of those at one place the longest. */
export function splitAtAddedTokens(text: string, added: AddedVocabulary): TextSegment[] {
  const segments: TextSegment[] = [];
  let start = 0;
  for (let at = 0; at < text.length;) {
    const length = added.trie.longestAt(text, at);
    if (length > 0) {
      segments.push({ text: text.slice(start, at) }, tokenSegment(text.slice(at, at + length), added));
      start = at + length;
    }
    at += length || 1;
  }
  segments.push({ text: text.slice(start) });
  return segments.filter((segment) => segment.text !== '');
}

function tokenSegment(content: string, { idOf }: AddedVocabulary): TextSegment {
  const id = idOf.get(content);
  return id === undefined ? { text: content } : { text: content, id };
}

/** Lets added tokens take the whitespace around them, and melts tokens that are words only into their neighbours. */
export function settleBorders(segments: readonly TextSegment[], { tokenOf }: AddedVocabulary): TextSegment[] {
  const settled = [...segments];
  for (let index = 0; index < settled.length; index++) {
    const token = tokenOf.get(settled[index]?.id ?? -1);
    if (token === undefined) continue;
    // Taken before whitespace goes: that decides whether the token is a word of its own.
    const side = token.singleWord ? neighbourToJoin(settled, index) : 0;
    if (token.stripsRight) rewrite(settled, index + 1, withoutLeading);
    if (token.stripsLeft) rewrite(settled, index - 1, withoutTrailing);
    if (side !== 0) melt(settled, index, side);
  }
  return settled.filter((segment) => segment.text !== '');
}

// Whitespace as Python's `strip` sees it: separators and controls, but no byte-order mark.
const whitespace = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

function withoutLeading(text: string): string {
  let start = 0;
  while (whitespace.test(text.charAt(start))) start++;
  return text.slice(start);
}

function withoutTrailing(text: string): string {
  let end = text.length;
  while (whitespace.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** A token stays one as long as its text does. */
function rewrite(segments: TextSegment[], index: number, change: (text: string) => string): void {
  const before = segments[index]?.text ?? '';
  const after = change(before);
  if (after !== before) segments[index] = { text: after };
}

/** The side on which a token touches something other than a space: -1 left, 1 right, 0 neither. */
function neighbourToJoin(segments: readonly TextSegment[], index: number): -1 | 0 | 1 {
  const left = segments[index - 1]?.text ?? '';
  const right = segments[index + 1]?.text ?? '';
  if (left !== '' && !left.endsWith(' ')) return -1;
  return right !== '' && !right.startsWith(' ') ? 1 : 0;
}

function melt(segments: TextSegment[], index: number, side: -1 | 1): void {
  const text = segments[index]!.text;
  const neighbour = segments[index + side]?.text ?? '';
  segments[index + side] = { text: side === -1 ? neighbour + text : text + neighbour };
  segments[index] = { text: '' };
}
