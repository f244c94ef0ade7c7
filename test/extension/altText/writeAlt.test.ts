import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { writeAlt } from '../../../src/extension/altText/writeAlt.ts';
import { findReferences } from '../../../src/extension/images/references/findReferences.ts';
import type { ReferenceLanguage } from '../../../src/extension/images/references/referenceLanguages.ts';

/** Documents with one picture that can be described: without a description, and with one. */
const documents: readonly [ReferenceLanguage, string][] = [
  ['markdown', 'a ![](a.png) b'],
  ['markdown', '[![old *y*](<a b.png> "t")](c)'],
  ['markdown', 'a ![old *y*] b\n\n[old *y*]: a.png'],
  ['markdown', '![old][]\n\n[OLD]: <a b.png>'],
  ['markdown', '![old][a]\n\n[a]: a.png'],
  ['markdown', '<p>\n<img\nsrc="a.png">\n</p>'],
  ['html', '<a href="x"><img\n  src="a.png"\n  class=b></a>'],
  ['html', "<img alt='old \"q\"' src='a.png'>"],
  ['html', '<img alt src=a.png>'],
  ['html', '<IMG SRC=a.png ALT=Old>'],
  ['html', '<input type=image src=a.png alt=old>'],
  ['vue', '<template><img :src="\'a.png\'" :class="b > c"></template>'],
  ['svelte', '<img class={a > b ? "c" : `${d}`} src="a.png" />'],
  ['svelte', '<img src="a.png" alt="old" />'],
  ['script', 'const a = <img\n  src="a.png"\n  onClick={() => b > c}\n/>;'],
  ['script', 'const a = <Image alt="old" src={require("./a.png")} />;'],
  ['script', 'const a = <img alt={t("old")} src="a.png" />;'],
  ['asciidoc', 'image::a.png[]'],
  ['asciidoc', 'image::a.png[old,200,link=x]'],
  ['asciidoc', 'See image:a.png[width=3,alt="old, b"] now'],
  ['restructuredText', '.. image:: a.png\n   :width: 3\n\nText'],
  ['restructuredText', '.. figure:: a.png\n   :alt: old\n     and on\n   :width: 3\n'],
];

const words = fc
  .string({ unit: fc.constantFrom(...Array.from('abc ÄΩ中"\'<>&{}[]()*_`\\|!#,;:=~%$')), minLength: 1, maxLength: 40 })
  .map((text) => text.replace(/\s+/g, ' ').trim())
  .filter((text) => text !== '');

describe('a description is read as it was written, and nothing else changes:', () => {
  for (const [language, text] of documents)
    test(`${language}: ${text}`, () => {
      // AsciiDoc loses backslashes, as is said where they are dropped.
      const writable = language === 'asciidoc' ? words.filter((one) => !one.includes('\\')) : words;
      const property = fc.property(writable, (description) => checkWritten(language, text, description));
      fc.assert(property, { numRuns: 300 });
    });
});

test('line breaks and control characters do not get into a document', () => {
  const [reference] = findReferences('html', '<img src="a.png">');
  assert.equal(writeAlt(reference!.alt!, ' a\n\u0000 b\t').text, ' alt="a b"');
});

function checkWritten(language: ReferenceLanguage, text: string, description: string): void {
  const [before, ...definitions] = findReferences(language, text);
  const edit = writeAlt(before!.alt!, description);
  const written = text.slice(0, edit.from) + edit.text + text.slice(edit.to);
  const [after, ...others] = findReferences(language, written);
  assert.deepEqual([after?.alt?.state, after?.alt?.text], ['text', description], written);
  assert.deepEqual(
    [after?.address, after?.linkTarget, others.length],
    [before?.address, before?.linkTarget, definitions.length],
    written,
  );
  const restored = text.slice(before!.alt!.from, before!.alt!.to);
  const { from, to } = after!.alt!;
  // Nothing was written there before, or only the label by which the picture is found, which stays.
  const isInserted = restored === '' || before!.alt!.after.includes('[');
  assert.ok(isInserted || written.slice(0, from) + restored + written.slice(to) === text, written);
}
