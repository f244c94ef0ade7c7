import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildChatPrompt, expandedPromptText, promptText } from '../../../src/engine/text/chatPrompt.ts';
import { chatTemplate } from '../../../src/engine/text/chatTemplate.ts';
import { encodePrompt, promptIds } from '../../../src/engine/text/encodePrompt.ts';
import { readTokenizer } from '../../../src/engine/text/readTokenizer.ts';
import type { Tokenizer } from '../../../src/engine/text/tokenizer.ts';
import {
  checkpointFolder,
  readCases,
  readTexts,
  referenceNames,
  turnsOf,
  type ReferenceCase,
} from './referenceSets.ts';

const template = chatTemplate('internlm2-chat');

for (const name of referenceNames) {
  describe(name, async () => {
    const tokenizer = await readTokenizer(checkpointFolder(name));
    const { image_token_count_per_tile: perTile, cases } = readCases(name);

    test('texts have the ids and the decoded text of the published implementation', () => {
      for (const { text, ids, decoded } of readTexts(name)) {
        assert.deepEqual(tokenizer.encode(text), ids, text);
        assert.equal(tokenizer.decode(ids), decoded, text);
      }
    });

    for (const each of cases) {
      test(`${each.name}: prompt, ids and answer text are those of the published implementation`, () => {
        checkCase(tokenizer, each, perTile);
        assert.equal(tokenizer.decode(each.greedy_ids), each.greedy_text);
      });
    }
  });
}

function checkCase(tokenizer: Tokenizer, each: ReferenceCase, tokensPerTile: number) {
  const pieces = buildChatPrompt(template, turnsOf(each));
  const spans = encodePrompt(tokenizer, template, pieces);
  const counts = each.tiles.map((tiles) => tiles * tokensPerTile);
  const placeholder = tokenizer.idOf(template.image.context)!;
  assert.equal(promptText(pieces), each.prompt);
  assert.deepEqual(promptIds(spans, placeholder, counts), each.input_ids);
  if (each.embedding_input_ids)
    assert.deepEqual(promptIds(spans, placeholder, embeddingCounts(each, counts)), each.embedding_input_ids);
  // The whole text, read by the published rules, is the same prompt.
  assert.deepEqual(tokenizer.encode(expandedPromptText(template, pieces, counts)), each.input_ids);
}

/** In the post layout the embedding module reads a picture before four of its tokens become one. */
function embeddingCounts(each: ReferenceCase, counts: number[]): number[] {
  const isPost = each.images.some((image) => image.includes('tiny-post'));
  return counts.map((count) => (isPost ? 4 * count : count));
}
