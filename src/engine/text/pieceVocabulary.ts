import { PrefixTrie } from './prefixTrie.ts';
import { mergeableKinds, type Piece, type SentencePieceModel } from './sentencePieceModel.ts';

/** Pieces by their text, and what merging asks about them. */
export interface PieceVocabulary {
  /** Pieces that merging can produce. */
  readonly mergeable: ReadonlyMap<string, number>;
  /** Place of each piece's score among all scores, 0 for the largest; equal scores share it. */
  readonly rank: Int32Array;
  readonly userDefined: PrefixTrie;
  /** The id of each byte's piece; empty without byte fallback. */
  readonly byteIds: readonly number[];
  /** The id of the piece with this text, of whatever kind. */
  idOf(text: string): number | undefined;
}

export function createVocabulary({ pieces, byteFallback }: SentencePieceModel): PieceVocabulary {
  const mergeable = new Map<string, number>();
  const reserved = new Map<string, number>();
  for (const [id, { text, kind }] of pieces.entries()) (mergeableKinds.has(kind) ? mergeable : reserved).set(text, id);
  return {
    mergeable,
    rank: rankScores(pieces),
    userDefined: new PrefixTrie(pieces.filter(({ kind }) => kind === 'userDefined').map(({ text }) => text)),
    byteIds: byteFallback ? Array.from({ length: 256 }, (_, byte) => reserved.get(byteName(byte)) ?? 0) : [],
    idOf: (text) => reserved.get(text) ?? mergeable.get(text),
  };
}

function rankScores(pieces: readonly Piece[]): Int32Array {
  const scores = Float64Array.from(new Set(pieces.map(({ score }) => score)))
    .sort()
    .reverse();
  const rankOf = new Map(Array.from(scores, (score, rank) => [score, rank]));
  return Int32Array.from(pieces, ({ score }) => rankOf.get(score) ?? 0);
}

function byteName(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
}
