import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTokenizer } from '../../../src/engine/text/readTokenizer.ts';
import { rememberingTokenizer } from '../../../src/engine/text/rememberingTokenizer.ts';
import { reference } from '../checkpoint/reference.ts';

test('what is remembered is what would be encoded, whatever was encoded before and whatever callers do to it', async () => {
  const tokenizer = await readTokenizer(reference('tiny-pre'));
  const remembering = rememberingTokenizer(tokenizer, 3);
  const text = fc.constantFrom('red', 'blue', ' a circle', '<|im_end|>', 'naïve', '');
  fc.assert(
    fc.property(text, fc.boolean(), (part, bos) => {
      const found = remembering.encodeParts([{ text: part }, { id: 2 }], { bos });
      assert.deepEqual(found, tokenizer.encodeParts([{ text: part }, { id: 2 }], { bos }));
      found.length = 0;
    }),
  );
});
