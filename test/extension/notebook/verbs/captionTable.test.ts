import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { isHarmless } from '../../../../src/extension/notebook/untrustedMarkdown.ts';
import { captionFile, captionTable } from '../../../../src/extension/notebook/verbs/captionTable.ts';
import type { Caption } from '../../../../src/engine/api/captionFormats.ts';

const captions: Caption[] = [
  { name: 'a.png', text: 'A "cat",\non a mat' },
  { name: 'b.png', problem: 'b.png is damaged.' },
  { name: 'c, d.png', text: '=1+1' },
];

const words = fc.string({
  unit: fc.constantFrom('a', ' ', '\n', '|', '`', '<img src=x>', '![](x)', '\\', '[x](command:y)', '"', ',', '\t'),
});
const anyCaptions = fc.array(fc.record({ name: words, text: words }), { minLength: 1, maxLength: 4 });

test('a table has one row a picture, with the reason where there is no caption', () => {
  const lines = captionTable(captions).split('\n');
  assert.equal(lines.length, 5);
  assert.match(lines[3] ?? '', /^\| b\.png \| \*\*No caption\.\*\* b\.png is damaged\. \|$/);
});

test('whatever the words are, a table keeps its rows and columns and can do nothing', () => {
  const parser = new MarkdownIt();
  fc.assert(
    fc.property(anyCaptions, (all) => {
      const table = captionTable(all);
      const cells = parser.parse(table, {}).filter(({ type }) => type === 'td_open');
      assert.equal(cells.length, all.length * 2, table);
      assert.ok(isHarmless(table), table);
    }),
  );
});

test('CSV is read back by RFC 4180, and starts no formula', () => {
  assert.equal(captionFile('x.CSV', captions), 'file,caption\na.png,"A ""cat"",\non a mat"\n"c, d.png",\'=1+1\n');
});

test('lines of JSON hold everything', () => {
  const lines = captionFile('x.jsonl', captions).trimEnd().split('\n');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line) as unknown),
    [
      { file: 'a.png', caption: 'A "cat",\non a mat' },
      { file: 'b.png', problem: 'b.png is damaged.' },
      { file: 'c, d.png', caption: '=1+1' },
    ],
  );
});

test('a text has one line a picture, with a tab between name and words', () => {
  fc.assert(
    fc.property(anyCaptions, (all) => {
      const lines = captionFile('x.txt', all).split('\n').slice(0, -1);
      assert.deepEqual(
        lines.map((line) => line.split('\t').length),
        all.map(() => 2),
      );
    }),
  );
});
