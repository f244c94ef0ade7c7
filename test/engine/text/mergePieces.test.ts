import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { mergePieces } from '../../../src/engine/text/mergePieces.ts';
import { MergeQueue } from '../../../src/engine/text/mergeQueue.ts';
import { createVocabulary } from '../../../src/engine/text/pieceVocabulary.ts';
import { PieceDecoder } from '../../../src/engine/text/sentencePieceDecoder.ts';
import { createEncoder } from '../../../src/engine/text/sentencePieceEncoder.ts';
import { readModel } from './sentencePieceCases.ts';

describe('merging a text of N characters looks up 3 N pairs at most, so it takes N log N time', () => {
  const model = readModel('tiny-pre');
  const vocabulary = createVocabulary(model);
  const lines = ['a', '=', '▁', '图', 'the▁picture▁', 'ab', 'trainingtrain', '人工智能', '🙂'];
  for (const line of lines) {
    test(`100,000 units of ${JSON.stringify(line)}`, () => {
      const text = line.repeat(100_000 / line.length);
      const counting = new CountingMap(vocabulary.mergeable);
      const pieces = mergePieces(text, model, { ...vocabulary, mergeable: counting });
      assert.equal(pieces.join(''), text);
      assert.ok(
        counting.lookups > text.length / 4 && counting.lookups < 3 * text.length,
        `${counting.lookups} lookups`,
      );
    });
  }
});

test('the queue returns the best rank first, of equal ones the leftmost', () => {
  const pair = fc.record({ rank: fc.nat(2 ** 22 - 1), left: fc.nat(2 ** 29) }, { noNullPrototype: true });
  fc.assert(
    fc.property(fc.array(pair), (pairs) => {
      const queue = new MergeQueue(pairs.length);
      for (const { rank, left } of pairs) queue.push(rank, left);
      const popped = Array.from(pairs, () => queue.pop());
      assert.deepEqual(
        popped,
        pairs.toSorted((a, b) => a.rank - b.rank || a.left - b.left),
      );
      assert.equal(queue.pop(), undefined);
    }),
  );
});

test('without a normaliser, decoding what was encoded gives the text back', () => {
  const model = readModel('tiny-pre');
  const encoder = createEncoder(model, createVocabulary(model));
  const text = fc.string({
    unit: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(' ', '\n', 'the', '图', '🙂')),
  });
  fc.assert(
    fc.property(
      text.map((each) => each.replaceAll('▁', '')),
      (each) => {
        const decoder = new PieceDecoder(model);
        assert.equal(
          encoder
            .encode(each)
            .map((id) => decoder.push(id))
            .join('') + decoder.end(),
          each,
        );
      },
    ),
  );
});

class CountingMap extends Map<string, number> {
  lookups = 0;

  override get(key: string): number | undefined {
    this.lookups++;
    return super.get(key);
  }
}
