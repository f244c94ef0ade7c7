import { mergePieces } from './mergePieces.ts';
import { createNormalizer } from './normalizer.ts';
import type { PieceVocabulary } from './pieceVocabulary.ts';
import type { SentencePieceModel } from './sentencePieceModel.ts';

/** Text to ids, equal to SentencePiece's own. */
export interface PieceEncoder {
  /** The ids of a text as a whole: normalised, with the prefix that the model may want. */
  encode(text: string): number[];
  /** The ids of a piece's text, character by character, as if no longer piece existed. */
  spell(piece: string): number[];
}

export function createEncoder(
  model: SentencePieceModel,
  vocabulary: PieceVocabulary,
  file = 'tokenizer.model',
): PieceEncoder {
  const normalize = createNormalizer(model, vocabulary.userDefined, file);
  return {
    encode: (text) => idsOf(mergePieces(normalize(text), model, vocabulary), model, vocabulary),
    spell: (piece) => idsOf(Array.from(piece), model, vocabulary),
  };
}

function idsOf(pieces: readonly string[], { unknownId }: SentencePieceModel, vocabulary: PieceVocabulary): number[] {
  const ids: number[] = [];
  let afterUnknown = false;
  for (const piece of pieces) {
    const id = vocabulary.idOf(piece) ?? unknownId;
    if (id !== unknownId) ids.push(id);
    else if (vocabulary.byteIds.length > 0) ids.push(...bytesOf(piece, vocabulary));
    else if (!afterUnknown) ids.push(unknownId);
    afterUnknown = id === unknownId;
  }
  return ids;
}

const utf8 = new TextEncoder();

function bytesOf(piece: string, { byteIds }: PieceVocabulary): number[] {
  return Array.from(utf8.encode(piece), (byte) => byteIds[byte]!);
}
