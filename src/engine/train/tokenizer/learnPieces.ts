import { spaceMark } from '../../text/normalizer.ts';

export interface PieceSettings {
  /** Most pieces of more than one character. */
  readonly longPieces: number;
  /** A piece is learned only where it occurs this often. */
  readonly leastOccurrences: number;
}

/**
 * Pieces of more than one character, the most frequent joins first: byte pair encoding (arXiv 1508.07909) in which only
 * the beginning of a word after a space grows. What is read from a picture begins an answer and has no space before it:
 * it stays spelt in letters, however common the word is, and so does a word that was never seen.
 */
export function learnPieces(texts: Iterable<string>, { longPieces, leastOccurrences }: PieceSettings): string[] {
  const words = countWords(texts);
  const pieces: string[] = [];
  for (let i = 0; i < longPieces; i++) {
    const best = mostFrequent(countJoins(words));
    if (best === undefined || best.count < leastOccurrences) break;
    pieces.push(best.piece);
    for (const word of words) if (nextPiece(word) === best.piece) word.grown = best.piece.length;
  }
  return pieces;
}

/** A word after a space: how often it occurs and how many of its characters, the space included, are one piece by now. */
interface Word {
  readonly text: string;
  readonly count: number;
  grown: number;
}

/** Letters alone: digits and signs stay apart, so that a number is read digit by digit. */
const wordAfterSpace = / (\p{L}+)/gu;

function countWords(texts: Iterable<string>): Word[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const [, letters = ''] of text.matchAll(wordAfterSpace)) {
      const word = spaceMark + letters;
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return Array.from(counts, ([text, count]) => ({ text, count, grown: 1 }));
}

/** How often each piece would occur that is one character longer than a word's present one. */
function countJoins(words: readonly Word[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) {
    const piece = nextPiece(word);
    if (piece !== undefined) counts.set(piece, (counts.get(piece) ?? 0) + word.count);
  }
  return counts;
}

function nextPiece({ text, grown }: Word): string | undefined {
  const [next] = text.slice(grown);
  return next === undefined ? undefined : text.slice(0, grown + next.length);
}

/** Of equally frequent pieces the first by code, so that the order of the texts changes nothing. */
function mostFrequent(counts: ReadonlyMap<string, number>): { piece: string; count: number } | undefined {
  let best: { piece: string; count: number } | undefined;
  for (const [piece, count] of counts) {
    if (!best || count > best.count || (count === best.count && piece < best.piece)) best = { piece, count };
  }
  return best;
}
