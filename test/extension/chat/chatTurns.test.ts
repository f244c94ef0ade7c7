import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chatTurns } from '../../../src/extension/chat/chatTurns.ts';
import { estimateTokens, readModelLimits } from '../../../src/extension/chat/modelLimits.ts';

const picture = { bytes: Uint8Array.of(1), name: 'picture' };

test('pictures stand where they were put', () => {
  const turns = chatTurns([{ role: 'user', parts: [{ text: 'Before' }, picture, { text: 'after' }] }]);
  assert.deepEqual(turns, [{ role: 'user', text: 'Before\n<image>\nafter', images: [picture] }]);
});

test('messages of the same side are one turn, and empty ones none', () => {
  const turns = chatTurns([
    { role: 'user', parts: [{ text: 'Context' }] },
    { role: 'user', parts: [picture, { text: 'What?' }] },
    { role: 'assistant', parts: [{ text: 'A cat.' }] },
    { role: 'assistant', parts: [] },
    { role: 'user', parts: [{ text: 'Why?' }] },
  ]);
  assert.deepEqual(
    turns.map(({ role, text, images }) => [role, text, images?.length]),
    [
      ['user', 'Context\n\n<image>\nWhat?', 1],
      ['assistant', 'A cat.', 0],
      ['user', 'Why?', 0],
    ],
  );
});

test('a message that mentions the sign for a picture does not make a place for one', () => {
  const [turn] = chatTurns([{ role: 'user', parts: [{ text: 'What is <image>?' }] }]);
  assert.equal(turn?.text.includes('<image>'), false);
});

test('limits are those of the model: what it keeps in mind, and what a picture takes of it', () => {
  const config = {
    force_image_size: 448,
    downsample_ratio: 0.5,
    max_dynamic_patch: 12,
    embedding_config: { patch_size: 14 },
  };
  const text = JSON.stringify({ ...config, llm_config: { max_position_embeddings: 4096 } });
  assert.deepEqual(readModelLimits(text), { contextTokens: 4096, imageTokens: 13 * 256 });
  assert.deepEqual(readModelLimits(text, 1), { contextTokens: 4096, imageTokens: 2 * 256 });
  assert.deepEqual(readModelLimits('{}'), { contextTokens: 32_768, imageTokens: 13 * 256 });
});

test('text is counted as rather too many tokens than too few', () => {
  assert.equal(estimateTokens(''), 0);
  assert.ok(estimateTokens('The quick brown fox jumps over the lazy dog.') >= 10);
  assert.ok(estimateTokens('这是一张图片') >= 6);
});
