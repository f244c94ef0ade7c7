import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createVocabulary } from '../../../src/engine/text/pieceVocabulary.ts';
import { createEncoder } from '../../../src/engine/text/sentencePieceEncoder.ts';
import { pieceCases, readModel, texts } from './sentencePieceCases.ts';

describe('ids equal those of the sentencepiece library', () => {
  for (const [name, { ids }] of pieceCases) {
    test(name, () => {
      const { encode } = encoderOf(name);
      for (const [index, text] of texts.entries()) assert.deepEqual(encode(text), ids[index], JSON.stringify(text));
    });
  }
});

test('half a surrogate pair is read as U+FFFD', () => {
  const { encode } = encoderOf('tiny-pre');
  assert.deepEqual(encode('a\ud83d b\udc4d'), encode('a\ufffd b\ufffd'));
});

test('spelling uses no piece longer than one character', () => {
  const { encode, spell } = encoderOf('tiny-pre');
  assert.deepEqual(spell('user'), [...'user'].flatMap(encode));
});

function encoderOf(name: string) {
  const model = readModel(name);
  return createEncoder(model, createVocabulary(model));
}
