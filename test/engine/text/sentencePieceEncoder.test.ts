import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createVocabulary } from '../../../src/engine/text/pieceVocabulary.ts';
import { createEncoder } from '../../../src/engine/text/sentencePieceEncoder.ts';
import { pieceCases, readModel, texts } from './sentencePieceCases.ts';

describe('ids equal those of the sentencepiece library', () => {
  for (const [name, { ids }] of pieceCases) {
    test(name, () => {
      const encoder = encoderOf(name);
      for (const [index, text] of texts.entries())
        assert.deepEqual(encoder.encode(text), ids[index], JSON.stringify(text));
    });
  }
});

for (const name of ['tiny-pre', 'tiny-scaled'])
  test(`${name} reads half a surrogate pair as U+FFFD`, () => {
    const encoder = encoderOf(name);
    assert.deepEqual(encoder.encode('a\ud83db\udc4d'), encoder.encode('a\ufffdb\ufffd'));
  });

test('spelling uses no piece longer than one character', () => {
  const encoder = encoderOf('tiny-pre');
  const letters = ['u', 's', 'e', 'r'].flatMap((letter) => encoder.encode(letter));
  assert.deepEqual(encoder.spell('user'), letters);
});

function encoderOf(name: string) {
  const model = readModel(name);
  return createEncoder(model, createVocabulary(model));
}
