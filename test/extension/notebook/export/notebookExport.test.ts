import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { besides, embed } from '../../../../src/extension/notebook/export/exportFolder.ts';
import { notebookHtml } from '../../../../src/extension/notebook/export/notebookHtml.ts';
import { notebookMarkdown } from '../../../../src/extension/notebook/export/notebookMarkdown.ts';
import type { ExportCell } from '../../../../src/extension/notebook/export/notebookMarkdown.ts';
import { streamMimes } from '../../../../src/extension/notebook/nbformatOutput.ts';
import { isHarmless } from '../../../../src/extension/notebook/untrustedMarkdown.ts';

const hostile = fc.string({
  unit: fc.constantFrom(
    ...[
      '<script>x()</script>',
      '<img src=x onerror=y>',
      '![](https://e.x/i.png)',
      '[a](command:b)',
      '`',
      '```\n',
      '\n',
    ],
    ...['[a](javascript:b)', '> ', '    ', 'word ', '<!--', ']', '(', '[x]: javascript:y\n', '&lt;', '|', '-->'],
  ),
});

describe('a notebook as Markdown', () => {
  test('has notes as they are, questions with their pictures moved, and answers as quotations', () => {
    const cells = [
      cell({ kind: 'text', text: '# Title\n' }),
      cell({
        text: '%seed 7\n%model `x`\n![a](cat.png "t")\nWhat is it?',
        outputs: [[item('application/vnd.hovle.answer+json', '{}'), item('text/markdown', 'A cat.\n\n*nano*')]],
        pictures: new Map([['cat.png', 'x_files/cat.png']]),
      }),
    ];
    assert.equal(
      notebookMarkdown(cells, () => ''),
      '# Title\n\n`%seed 7` `` %model `x` ``\n\n![a](x_files/cat.png "t")\nWhat is it?\n\n> A cat.\n>\n> *nano*\n',
    );
  });

  test('has code in a fence that it cannot close, with what it printed', () => {
    const outputs = [[item(streamMimes.stdout, '```\n')], [item('text/html', '<b>1</b>'), item('text/plain', '1')]];
    const text = notebookMarkdown(
      [cell({ kind: 'code', language: 'python', text: 'print("```")', outputs })],
      () => '',
    );
    assert.equal(text, '````python\nprint("```")\n````\n\n> ````\n> ```\n> ````\n\n> ```\n> 1\n> ```\n');
  });

  test('has the pictures of outputs', () => {
    const outputs = [[item('text/plain', '<Figure>'), item('image/png', 'x')]];
    assert.match(
      notebookMarkdown([cell({ outputs })], () => 'out.png'),
      /> !\[\]\(out\.png\)/,
    );
  });

  test('no answer can act on the reader', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        assert.ok(
          isHarmless(notebookMarkdown([cell({ text: 'Q', outputs: [[item('text/markdown', text)]] })], () => '')),
          text,
        );
      }),
    );
  });
});

describe('a notebook as a page', () => {
  test('holds its pictures, and shows none from elsewhere', () => {
    const html = notebookHtml('![in](data:image/png;base64,AAAA) ![out](https://e.x/i.png) ![file](a.png)', 'x');
    assert.deepEqual(html.match(/<img[^>]*>/g), ['<img src="data:image/png;base64,AAAA" alt="in">']);
    assert.match(html, /<em>out<\/em> !\[file\]\(a\.png\)/);
  });

  test('the title is text', () => {
    assert.match(notebookHtml('', '</title><script>'), /<title>&#60;\/title&#62;&#60;script&#62;<\/title>/);
  });

  test('whatever stands in it, there are no other elements than those of Markdown', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const body = /<main>\n([^]*)<\/main>/.exec(notebookHtml(text, 'x'))?.[1] ?? '';
        const tags = [...body.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)];
        for (const [tag, name = '', attributes = ''] of tags) {
          assert.match(
            name,
            /^(p|h[1-6]|blockquote|pre|code|em|strong|ul|ol|li|a|img|br|hr|table|thead|tbody|tr|th|td|s)$/,
          );
          assert.doesNotMatch(attributes, /on\w+=|javascript:|command:|src="(?!data:image)/i, tag);
        }
      }),
    );
  });
});

test('pictures become part of the text, or files with names of their own', () => {
  const picture = { name: 'dir/My cat.png', mime: 'image/png', bytes: new Uint8Array([1, 2]) };
  assert.equal(embed(picture), 'data:image/png;base64,AQI=');
  const files = new Map<string, Uint8Array>();
  const address = besides('my (tour)_files', files)(picture);
  assert.match(address, /^my%20%28tour%29_files\/My-cat-[0-9a-f]{8}\.png$/);
  assert.deepEqual([...files.values()], [picture.bytes]);
});

function cell(some: Partial<ExportCell>): ExportCell {
  return { kind: 'question', language: 'hovle', text: '', outputs: [], pictures: new Map(), ...some };
}

const item = (mime: string, text: string) => ({ mime, bytes: new TextEncoder().encode(text) });
