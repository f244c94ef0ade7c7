import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findReferences } from '../../../src/extension/images/references/findReferences.ts';
import type { ReferenceLanguage } from '../../../src/extension/images/references/referenceLanguages.ts';
import { imageMarkup } from '../../../src/extension/paste/imageMarkup.ts';

const languages: ReferenceLanguage[] = [
  ...(['markdown', 'html', 'vue', 'svelte', 'script', 'asciidoc', 'restructuredText'] as const),
];

describe('an inserted picture is found again, with its address and its description, in', () => {
  for (const language of languages)
    test(language, () => {
      const description = 'A “cat” [1] & {dog} <3';
      const [found, ...others] = findReferences(
        language,
        imageMarkup(language, 'img/my (1) cat.png', description) ?? '',
      );
      assert.deepEqual(
        [decodeURIComponent(found?.address ?? ''), found?.alt?.text],
        ['img/my (1) cat.png', description],
      );
      assert.equal(others.length, 0);
    });
});

test('languages whose pictures have no description get none', () => {
  for (const language of ['css', 'json', 'python', 'latex'] as const)
    assert.equal(imageMarkup(language, 'a.png', 'A'), undefined);
});
