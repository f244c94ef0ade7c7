import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chatTurns } from '../../../src/extension/chat/chatTurns.ts';

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
