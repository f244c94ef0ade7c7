import { MergeQueue } from './mergeQueue.ts';
import type { PieceVocabulary } from './pieceVocabulary.ts';
import type { SentencePieceModel } from './sentencePieceModel.ts';

// N symbols: at first the characters of the text, at last its pieces

/**
 * Cuts normalised text into pieces: neighbours whose joined text is the best-scored piece are merged first, of equal
 * scores the leftmost, until no two neighbours form a piece. Takes N log N time.
 */
export function mergePieces(text: string, model: SentencePieceModel, vocabulary: PieceVocabulary): string[] {
  const symbols = cutIntoSymbols(text, vocabulary);
  const merging: Merging = { text, model, vocabulary, symbols, splits: new Map() };
  const queue = new MergeQueue(symbols.count);
  for (let left = 0; left < symbols.count - 1; left++) offerPair(merging, queue, left);
  for (let pair = queue.pop(); pair !== undefined; pair = queue.pop()) {
    const { rank, left } = pair;
    // The pair that starts at `left` has changed, or `left` was merged away, since this entry was made.
    if (symbols.pairRank_N[left] !== rank) continue;
    joinWithNext(symbols, left);
    const previous = symbols.previous_N[left]!;
    if (previous !== none) offerPair(merging, queue, previous);
    offerPair(merging, queue, left);
  }
  return piecesOf(merging);
}

const none = -1;

/** A doubly linked list of symbols, each by the place in the text where it starts and ends. */
interface Symbols {
  readonly count: number;
  readonly start_N: Int32Array;
  readonly end_N: Int32Array;
  readonly previous_N: Int32Array;
  readonly next_N: Int32Array;
  /** Rank of the piece that a symbol forms with the next one. */
  readonly pairRank_N: Int32Array;
  /** User-defined symbols never merge. */
  readonly frozen_N: Uint8Array;
}

interface Merging {
  readonly text: string;
  readonly model: SentencePieceModel;
  readonly vocabulary: PieceVocabulary;
  readonly symbols: Symbols;
  /** Where unused pieces are cut again afterwards: the place in each where it was last put together. */
  readonly splits: Map<string, number>;
}

function cutIntoSymbols(text: string, { userDefined }: PieceVocabulary): Symbols {
  const ends: number[] = [];
  const frozen: number[] = [];
  for (let at = 0; at < text.length;) {
    const symbol = userDefined.longestAt(text, at);
    at += symbol || ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
    ends.push(at);
    frozen.push(symbol > 0 ? 1 : 0);
  }
  const count = ends.length;
  return {
    count,
    start_N: Int32Array.from(ends, (_, index) => ends[index - 1] ?? 0),
    end_N: Int32Array.from(ends),
    previous_N: Int32Array.from(ends, (_, index) => index - 1),
    next_N: Int32Array.from(ends, (_, index) => (index + 1 < count ? index + 1 : none)),
    pairRank_N: new Int32Array(count).fill(none),
    frozen_N: Uint8Array.from(frozen),
  };
}

/** Puts `left` and the symbol after it into the queue, if together they are a piece. */
function offerPair({ text, model, vocabulary, symbols, splits }: Merging, queue: MergeQueue, left: number): void {
  symbols.pairRank_N[left] = none;
  const right = symbols.next_N[left]!;
  if (right === none || symbols.frozen_N[left] === 1 || symbols.frozen_N[right] === 1) return;
  const start = symbols.start_N[left]!;
  const end = symbols.end_N[right]!;
  const piece = text.slice(start, end);
  const id = vocabulary.mergeable.get(piece);
  if (id === undefined) return;
  const rank = vocabulary.rank[id]!;
  symbols.pairRank_N[left] = rank;
  queue.push(rank, left);
  if (model.pieces[id]?.kind === 'unused') splits.set(piece, symbols.end_N[left]! - start);
}

function joinWithNext({ end_N, next_N, previous_N, pairRank_N }: Symbols, left: number): void {
  const right = next_N[left]!;
  const after = next_N[right]!;
  end_N[left] = end_N[right]!;
  next_N[left] = after;
  if (after !== none) previous_N[after] = left;
  pairRank_N[right] = none;
}

function piecesOf(merging: Merging): string[] {
  const { text, symbols } = merging;
  const pieces: string[] = [];
  for (let at = symbols.count === 0 ? none : 0; at !== none; at = symbols.next_N[at]!)
    addWithoutUnused(merging, text.slice(symbols.start_N[at], symbols.end_N[at]), pieces);
  return pieces;
}

/** Unused pieces help others to form but are no answer: they fall back into what they were made of. */
function addWithoutUnused(merging: Merging, piece: string, pieces: string[]): void {
  const split = merging.splits.get(piece);
  if (split === undefined) {
    pieces.push(piece);
    return;
  }
  addWithoutUnused(merging, piece.slice(0, split), pieces);
  addWithoutUnused(merging, piece.slice(split), pieces);
}
