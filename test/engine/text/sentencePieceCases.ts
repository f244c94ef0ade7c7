import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parseSentencePieceModel, type SentencePieceModel } from '../../../src/engine/text/sentencePieceModel.ts';

/** What the sentencepiece library makes of each text, by model. */
export interface PieceCases {
  readonly ids: number[][];
  readonly decoded: string[];
  /** Random ids, and the text they decode to. */
  readonly drawn: [ids: number[], text: string][];
}

const golden = new URL('../../golden/', import.meta.url);

const file = JSON.parse(readFileSync(new URL('text/sentencePieceCases.json', golden), 'utf8')) as {
  texts: string[];
  models: Record<string, PieceCases>;
};

export const texts = file.texts;
export const pieceCases = Object.entries(file.models);

export function readModelBytes(name: string): Uint8Array {
  if (name.startsWith('tiny-')) return readFileSync(new URL(`reference/${name}/tokenizer.model`, golden));
  return gunzipSync(readFileSync(new URL(`text/models/${name}.model.gz`, golden)));
}

export function readModel(name: string): SentencePieceModel {
  return parseSentencePieceModel(readModelBytes(name));
}
