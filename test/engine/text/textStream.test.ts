import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { openTokenizer, type Tokenizer } from '../../../src/engine/text/tokenizer.ts';
import { readModelBytes } from './sentencePieceCases.ts';

const apart = { content: '<apart>', lstrip: false, rstrip: false, special: false };
const tokenizers: [name: string, tokenizer: Tokenizer][] = [
  ['no dummy prefix', openTokenizer({ model: readModelBytes('tiny-pre') })],
  ['dummy prefix', openTokenizer({ model: readModelBytes('tiny-scaled') })],
  [
    'tokens that stand apart, joined text cleaned',
    openTokenizer({
      model: readModelBytes('tiny-pre'),
      tokenizerConfig: JSON.stringify({ clean_up_tokenization_spaces: true, added_tokens_decoder: { 1194: apart } }),
    }),
  ],
];

for (const [name, tokenizer] of tokenizers) {
  describe(name, () => {
    const ids = idsOf(tokenizer);

    test('all streamed text joined is the decoded text', () => {
      fc.assert(fc.property(ids, (all) => assert.equal(streamed(tokenizer, all).whole, tokenizer.decode(all))));
    });

    test('text once streamed stays, whatever follows', () => {
      fc.assert(
        fc.property(ids, ids, (first, second) => {
          const { certain } = streamed(tokenizer, first);
          const whole = tokenizer.decode([...first, ...second]);
          assert.ok(whole.startsWith(certain), `${JSON.stringify(certain)} begins ${JSON.stringify(whole)}`);
        }),
      );
    });

    test('only incomplete characters, and beginnings of what cleaning changes, are held back', () => {
      fc.assert(
        fc.property(ids, (all) => {
          const { certain, whole } = streamed(tokenizer, all);
          assert.match(whole.slice(certain.length), /^[ 'nvr\ufffd]*$/);
        }),
      );
    });
  });
}

test('a character of several bytes comes out when its last byte does', () => {
  const [, tokenizer] = tokenizers[0]!;
  const stream = tokenizer.stream();
  const ids = tokenizer.encode('🙂', { bos: false });
  assert.deepEqual(
    ids.map((id) => stream.push(id)),
    ['', '', '', '🙂'],
  );
});

test('a stream begins anew after its end', () => {
  const [, tokenizer] = tokenizers[1]!;
  const stream = tokenizer.stream();
  const once = (): string =>
    tokenizer
      .encode('two words')
      .map((id) => stream.push(id))
      .join('') + stream.end();
  assert.deepEqual([once(), once()], ['two words', 'two words']);
});

/** Any ids, with those more often that make bytes, spaces and what cleaning looks at. */
function idsOf(tokenizer: Tokenizer): fc.Arbitrary<number[]> {
  const bytes = [0x20, 0x27, 0x2e, 0x6e, 0x74, 0x80, 0xbf, 0xc2, 0xe4, 0xb8, 0xad, 0xf0, 0x9f, 0x99, 0x82];
  const telling = ['▁', '.', ',', "'", 's', 'n', 't', '▁s', '▁n', '<apart>', '</s>'].map((piece) =>
    tokenizer.idOf(piece),
  );
  const known = telling.filter((id) => id !== undefined);
  return fc.array(
    fc.oneof(
      fc.integer({ min: 0, max: tokenizer.vocabularySize - 1 }),
      fc.constantFrom(...bytes.map((byte) => 3 + byte)),
      fc.constantFrom(...known),
    ),
    { maxLength: 20 },
  );
}

function streamed(tokenizer: Tokenizer, ids: readonly number[]): { certain: string; whole: string } {
  const stream = tokenizer.stream();
  const certain = ids.map((id) => stream.push(id)).join('');
  return { certain, whole: certain + stream.end() };
}
