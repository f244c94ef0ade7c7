import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { isHarmless, neutralise } from '../../../src/extension/notebook/untrustedMarkdown.ts';

const harmlessTexts = [
  'A cat on a mat, 3 < 4, a<b, x ! [y]. Wow![',
  '# Title\n\n- one\n- **two**\n\n| a | b |\n| - | - |\n| 1 | 2 |',
  'See [the paper](https://example.com/paper) or <https://example.com>.',
  '```html\n<img src="x.png">\n![](https://example.com/x.png)\n```',
  'Use `Array<string>` or ``a ` <b>``.',
  '    indented <code>',
  '数字 $a<b$ 😀',
];

describe('what could act on the reader loses its power', () => {
  checkHarmless('![a cat](https://example.com/seen.png)', 'https://example.com/seen.png');
  checkHarmless('![a cat][1]\n\n[1]: https://example.com/seen.png', 'a cat');
  checkHarmless('![a cat](data:image/svg+xml;base64,PHN2Zz4=)', 'a cat');
  checkHarmless('<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;');
  checkHarmless('<div>\n\n```\n</div><script>alert(1)</script>\n```', 'alert(1)');
  checkHarmless('<!-- --><b onclick="x">bold</b>', 'bold');
  checkHarmless('[run](command:workbench.action.terminal.new)', 'run');
  checkHarmless('[run]( <command:a> )', 'run');
  checkHarmless('[run](&#99;ommand:a)', 'run');
  checkHarmless('[run][1]\n\n[1]: command:a', 'run');
  checkHarmless('<command:a>', 'command:a');
  checkHarmless('[x](javascript:alert(1))', 'x');
  checkHarmless('[x](vscode://file/etc/passwd)', 'x');
  checkHarmless('[x](../../etc/passwd)', 'x');
  checkHarmless('`` ` `` <img src=x> `', '&lt;img src=x&gt;');
  checkHarmless('\\`<img src=x>`', '&lt;img src=x&gt;');
  checkHarmless('`a\n<img src=x>\n`', 'a');
});

describe('what is harmless stays as it is', () => {
  for (const text of harmlessTexts) test(text, () => assert.equal(neutralise(text), text));
});

test('code stays as it is beside what is not harmless', () => {
  const code = ['```html', '<img src="x.png">', '```'];
  const shown = neutralise([...code, 'or `<b>` or <b>'].join('\n'));
  assert.equal(shown, [...code, 'or `<b>` or &lt;b>'].join('\n'));
});

test('nothing that a model can write is harmful after it is neutralised', () => {
  fc.assert(
    fc.property(hostileMarkdown, (text) => isHarmless(neutralise(text))),
    { numRuns: 3000 },
  );
});

test('letters and digits are never lost', () => {
  const words = (text: string) => (text.match(/[a-z0-9]+/gi) ?? []).filter((word) => word !== 'lt');
  fc.assert(
    fc.property(hostileMarkdown, (text) => {
      assert.deepEqual(words(neutralise(text)), words(text));
    }),
  );
});

const hostileMarkdown = fc
  .array(
    fc.constantFrom(
      ...['`', '``', '```', '~~~', '\n', '\n\n', ' ', '    ', '\t', '\\', '<', '>', '</', '<!--', '-->', '<?', '!['],
      ...[
        '[',
        ']',
        '(',
        ')',
        '](',
        ']:',
        '][',
        '!',
        '&',
        '&lt;',
        '&#58;',
        ':',
        'command:',
        'javascript:',
        'https://a.b',
      ],
      ...[
        '<img src=x>',
        '<div>',
        '</div>',
        '<b>',
        'a',
        '1',
        '|',
        '-',
        '*',
        '_',
        '#',
        '"',
        '- ',
        '1. ',
        '> ',
        'ftp://a.b',
      ],
      ...['[1]', '\n[1]: command:a\n', '\n[1]: <command:a>\n', '<command:a>', '<a@b.c>', '//a.b', '<pre>', '<script>'],
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''));

/** The most permissive rendering has no picture, no tag from the text, and still shows `visible`. */
function checkHarmless(text: string, visible: string) {
  test(text, () => {
    const html = new MarkdownIt({ html: true, linkify: true }).render(neutralise(text));
    assert.ok(isHarmless(neutralise(text)), neutralise(text));
    assert.doesNotMatch(html, /<(img|div|script|b)\b|href="(?!https?:|mailto:|#)/);
    assert.ok(html.includes(visible), html);
  });
}
