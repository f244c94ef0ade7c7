import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  descriptionEdit,
  isDescribed,
  missingEdits,
  onePerPlace,
} from '../../../src/extension/altText/descriptionEdit.ts';
import type { NotWritten } from '../../../src/extension/altText/descriptionEdit.ts';
import type { TextEdit } from '../../../src/extension/altText/writeAlt.ts';
import { findReferences } from '../../../src/extension/images/references/findReferences.ts';
import type { ReferenceLanguage } from '../../../src/extension/images/references/referenceLanguages.ts';

const two = '![](a.png)\n![](b.png)\n';

describe('descriptions of a document that has changed since its pictures were found', () => {
  const check = (claim: string, before: string, now: string, expected: string) => {
    test(claim, () => assert.equal(writeMissing('markdown', before, now), expected));
  };
  check('are written where nothing has changed', two, two, '![1](a.png)\n![2](b.png)\n');
  check('move with their pictures', two, `# A title\n\n${two}`, '# A title\n\n![1](a.png)\n![2](b.png)\n');
  check('go to their pictures in another order', two, '![](b.png)\n![](a.png)\n', '![2](b.png)\n![1](a.png)\n');
  check('do not replace what is written now', two, '![My](a.png)\n![](b.png)', '![My](a.png)\n![2](b.png)');
  check('go nowhere where their picture is gone', two, 'Text\n![](b.png)', 'Text\n![2](b.png)');
  const same = '![](a.png) one\n![](a.png) two\n';
  const far = 'x'.repeat(40);
  check('of one picture stay in order', same, far + same, `${far}![1](a.png) one\n![2](a.png) two\n`);
  check('of one picture are not written into one place', same, 'x ![](a.png) two', 'x ![1](a.png) two');
  check('of one picture go where it has none', same, '![My](a.png)\n![](a.png)', '![My](a.png)\n![2](a.png)');
});

describe('a description is not written', () => {
  const check = (
    claim: string,
    expected: NotWritten,
    ...[language, before, now = before]: [...Document, now?: string]
  ) => {
    test(claim, () => assert.equal(editOfFirst([language, before], now, 'New'), expected));
  };
  check('over an expression of JSX', 'computed', 'script', '<img src="a.png" alt={t("logo")} />');
  check('over a binding of Vue', 'computed', 'vue', '<template><img src="a.png" :alt="t(\'logo\')"></template>');
  check('over what a template puts in', 'computed', 'html', '<img src="a.png" alt="{{ title }}">');
  check('over what became an expression', 'computed', 'svelte', '<img src="a.png">', '<img src="a.png" {alt}>');
  check('where the picture is gone', 'gone', 'html', '<img src="a.png">', '<img src="b.png">');
  check('where it stands already', 'unchanged', 'html', '<img src="a.png" alt="New">');
});

test('no words say in HTML that a picture is decoration, and change nothing in Markdown', () => {
  const html = '<img src="spacer.gif">';
  assert.deepEqual(editOfFirst(['html', html], html, ''), { from: 4, to: 4, text: ' alt=""' });
  const markdown = '![](spacer.gif)';
  assert.equal(editOfFirst(['markdown', markdown], markdown, ''), 'unchanged');
});

test('several sizes of a picture have one place for a description', () => {
  const found = findReferences('html', '<img src="a.png" srcset="a.png 1x, b.png 2x"><img src="a.png">').filter(
    isDescribed,
  );
  assert.deepEqual(
    onePerPlace(found).map(({ from }) => from),
    [found[0]!.from, found.at(-1)!.from],
  );
});

/** Describes every picture by its number. */
function writeMissing(language: ReferenceLanguage, before: string, now: string): string {
  const among = findReferences(language, before);
  const all = among.filter(isDescribed).map((reference, index) => ({
    picture: { reference, among },
    words: String(index + 1),
  }));
  const edits = missingEdits(all, { text: now, references: findReferences(language, now) });
  const written = edits.filter((one): one is TextEdit => typeof one !== 'string');
  return written
    .sort((a, b) => b.from - a.from)
    .reduce((text, { from, to, text: words }) => text.slice(0, from) + words + text.slice(to), now);
}

type Document = [language: ReferenceLanguage, text: string];

function editOfFirst([language, before]: Document, now: string, words: string): TextEdit | NotWritten {
  const among = findReferences(language, before);
  const reference = among.find(isDescribed)!;
  const picture = { reference, among };
  return descriptionEdit({ picture, words }, { text: now, references: findReferences(language, now) });
}
