import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PrefixTrie } from '../../../src/engine/text/prefixTrie.ts';

test('the longest text of the set is found at every place', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '🙂'), maxLength: 4 });
  fc.assert(
    fc.property(fc.array(word), word, fc.nat(8), (set, text, start) => {
      const found = set.filter((each) => text.startsWith(each, start) && start <= text.length);
      const longest = found.reduce((length, each) => Math.max(length, each.length), 0);
      assert.equal(new PrefixTrie(set).longestAt(text, start), longest);
    }),
  );
});
