import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PieceDecoder } from '../../../src/engine/text/sentencePieceDecoder.ts';
import type { SentencePieceModel } from '../../../src/engine/text/sentencePieceModel.ts';
import { pieceCases, readModel } from './sentencePieceCases.ts';

describe('decoded text equals that of the sentencepiece library', () => {
  for (const [name, { ids, decoded, drawn }] of pieceCases) {
    test(name, () => {
      const model = readModel(name);
      for (const [index, each] of ids.entries()) check(model, each, decoded[index]);
      for (const [each, text] of drawn) check(model, each, text);
    });
  }
});

test('an id without a piece decodes to a replacement character', () => {
  check(readModel('tiny-pre'), [99_999], '\ufffd');
});

function check(model: SentencePieceModel, ids: readonly number[], expected: string | undefined) {
  const decoder = new PieceDecoder(model);
  assert.equal(ids.map((id) => decoder.push(id)).join('') + decoder.end(), expected, JSON.stringify(ids));
}
