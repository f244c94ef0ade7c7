import { readFileSync } from 'node:fs';
import type { Tokenizer } from '../../../../src/engine/text/tokenizer.ts';

export type NanoConfig = 'hovle' | 'monolithic' | 'compositional';

/** The text of one of the nano recipe's configurations. */
export function nanoConfig(name: NanoConfig): string {
  return readFileSync(new URL(`../../../../recipes/nano/${name}.config.json`, import.meta.url), 'utf8');
}

/** What a configuration needs to know of a tokenizer. */
export const smallVocabulary: Pick<Tokenizer, 'vocabularySize' | 'idOf'> = {
  vocabularySize: 300,
  idOf: (token) => (token === '<IMG_CONTEXT>' ? 291 : undefined),
};
