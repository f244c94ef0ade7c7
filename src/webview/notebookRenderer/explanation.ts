// A pieces · P patches

import type { Explanation } from '../../engine/api/mapApi.ts';
import type { ExplanationMessage } from '../protocol.ts';
import { bytesFromBase64, floatsFromBase64 } from '../shared/base64.ts';
import type { ShownMap } from './wordMap.ts';

/** An explanation as a message carries it, with its arrays as they were. Undefined where they do not fit together. */
export function readExplanation({
  pieces,
  patches,
  similarity,
  pictures,
}: ExplanationMessage): Explanation | undefined {
  const cosines_AP = floatsFromBase64(similarity);
  if (cosines_AP?.length !== pieces.length * patches.length) return undefined;
  const shown = pictures.map((picture) => ({ ...picture, rgb: bytesFromBase64(picture.rgb) ?? new Uint8Array() }));
  const fit = shown.every(({ rgb, shownWidth, shownHeight }) => rgb.length === shownWidth * shownHeight * 3);
  return fit ? { pieces, patches, similarity: cosines_AP, pictures: shown } : undefined;
}

/** How near the patches lie to some pieces of the answer. Several pieces are one word: the mean of their cosines. */
export function similarityOf({ similarity, patches }: Explanation, pieces: readonly number[]): ShownMap {
  const P = patches.length;
  const values = Float32Array.from({ length: P }, (_, p) => {
    return pieces.reduce((sum, piece) => sum + (similarity[piece * P + p] ?? NaN), 0) / pieces.length;
  });
  return { method: 'similarity', patches, views: [{ kind: 'cosine', values }] };
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
