import { spaceMark } from './normalizer.ts';
import type { Piece } from './sentencePieceModel.ts';

/** What a piece adds to a text, as UTF-8: half a character where it is a byte. Undefined for pieces that add none. */
export function pieceBytes(piece: Piece | undefined): Uint8Array | undefined {
  if (!piece) return undefined;
  if (piece.kind === 'byte') return Uint8Array.of(Number.parseInt(piece.text.slice(3, 5), 16));
  if (piece.kind !== 'normal' && piece.kind !== 'userDefined') return undefined;
  return utf8.encode(piece.text.replaceAll(spaceMark, ' '));
}

const utf8 = new TextEncoder();
