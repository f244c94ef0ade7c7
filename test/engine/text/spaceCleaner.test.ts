import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cleanSpaces, SpaceCleaner } from '../../../src/engine/text/spaceCleaner.ts';

test('spaces that English writing does not have go', () => {
  const text = "It is n't here , I 'm sure ! They 've ' quoted ' it . Who 's , we 're ?";
  assert.equal(cleanSpaces(text), "It isn't here, I'm sure! They've'quoted'it. Who's, we're?");
});

test('cleaning piece by piece equals cleaning at once', () => {
  const piece = fc.string({
    unit: fc.constantFrom('.', ' ', '?', '!', ',', "'", 'n', 't', 'm', 's', 'v', 'e', 'r'),
    maxLength: 5,
  });
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const cleaner = new SpaceCleaner();
      const streamed = pieces.map((each) => cleaner.push(each)).join('') + cleaner.end();
      assert.equal(streamed, cleanSpaces(pieces.join('')));
    }),
    { numRuns: 1000 },
  );
});
