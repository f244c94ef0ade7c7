import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { openTokenizer, type Tokenizer } from '../../../src/engine/text/tokenizer.ts';
import { readModelBytes } from './sentencePieceCases.ts';

describe('ids and decoded texts equal those of the published tokenizer', () => {
  const { texts, sets } = readGolden() as { texts: string[]; sets: [string, PublishedSet][] };
  for (const [name, set] of sets) {
    test(name, () => {
      const tokenizer = open(set);
      assert.equal(tokenizer.vocabularySize, set.size);
      for (const [index, text] of texts.entries()) assert.deepEqual(tokenizer.encode(text), set.ids[index], text);
      for (const [index, ids] of set.ids.entries()) checkDecoded(tokenizer, ids, set.decoded[index]!);
      for (const [ids, ...decoded] of set.drawn) checkDecoded(tokenizer, ids, decoded);
    });
  }
});

/** What the published tokenizer does with the golden texts under one setting. */
interface PublishedSet {
  model: string;
  files: { tokenizer_config?: string; special_tokens_map?: string; added_tokens?: string };
  size: number;
  ids: number[][];
  decoded: Decoded[];
  drawn: [ids: number[], ...Decoded][];
}

type Decoded = [skipping: string, withSpecials: string];

function open({ model, files }: PublishedSet): Tokenizer {
  return openTokenizer({
    model: readModelBytes(model),
    tokenizerConfig: files.tokenizer_config,
    specialTokensMap: files.special_tokens_map,
    addedTokens: files.added_tokens,
  });
}

function checkDecoded(tokenizer: Tokenizer, ids: number[], [skipping, withSpecials]: Decoded) {
  assert.equal(tokenizer.decode(ids), skipping, JSON.stringify(ids));
  assert.equal(tokenizer.decode(ids, { skipSpecial: false }), withSpecials, JSON.stringify(ids));
}

function readGolden(): unknown {
  const file = new URL('../../golden/text/publishedTokenizerCases.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}
