// A pieces · P patches

import type { Explanation } from '../../engine/api/engineApi.ts';
import type { ExplanationMessage } from '../protocol.ts';

/** An explanation as a message carries it, with its arrays as they were. Undefined where they do not fit together. */
export function readExplanation({
  pieces,
  patches,
  similarity,
  pictures,
}: ExplanationMessage): Explanation | undefined {
  const bytes = fromBase64(similarity);
  const cosines_AP = new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
  if (cosines_AP.length !== pieces.length * patches.length) return undefined;
  const shown = pictures.map((picture) => ({ ...picture, rgb: fromBase64(picture.rgb) }));
  const fit = shown.every(({ rgb, shownWidth, shownHeight }) => rgb.length === shownWidth * shownHeight * 3);
  return fit ? { pieces, patches, similarity: cosines_AP, pictures: shown } : undefined;
}

/**
 * The map of some pieces over the patches, as shares of the range that it has: 0 for the patch farthest from them, 1 for the
 * nearest. Several pieces are one word: their mean.
 */
export function mapOfPieces({ similarity, patches }: Explanation, pieces: readonly number[]) {
  const P = patches.length;
  const mean_P = Float32Array.from({ length: P }, (_, p) => {
    return pieces.reduce((sum, piece) => sum + (similarity[piece * P + p] ?? NaN), 0) / pieces.length;
  });
  const known = mean_P.filter((cosine) => Number.isFinite(cosine));
  const least = known.reduce((low, cosine) => Math.min(low, cosine), Infinity);
  const most = known.reduce((high, cosine) => Math.max(high, cosine), -Infinity);
  const shares_P = mean_P.map((cosine) => (most > least ? (cosine - least) / (most - least) : 0.5));
  return { shares_P, least, most };
}

/**
 * The words of an answer, each with its pieces: a word begins where a piece begins with a space. In scripts that put none
 * between words, every piece is one.
 */
export function wordsOf(pieces: Explanation['pieces']): { text: string; pieces: number[]; probability: number }[] {
  const words: { text: string; pieces: number[]; probability: number }[] = [];
  for (const [index, { text, probability }] of pieces.entries()) {
    const last = words.at(-1);
    if (last && goesOn(last.text, text)) {
      last.text += text;
      last.pieces.push(index);
      last.probability *= probability;
    } else words.push({ text, pieces: [index], probability });
  }
  return words;
}

function goesOn(before: string, text: string): boolean {
  return !/^\s/.test(text) && !/\s$/.test(before) && !spaceless.test(before) && !spaceless.test(text);
}

const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
