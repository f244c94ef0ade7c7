import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderUntrusted } from '../../../src/webview/shared/markdown.ts';

test('Markdown is drawn', () => {
  assert.equal(renderUntrusted('A **cat**\n\n- one'), '<p>A <strong>cat</strong></p>\n<ul>\n<li>one</li>\n</ul>\n');
});

test('web and mail addresses are links', () => {
  assert.match(renderUntrusted('[paper](https://example.com)'), /<a href="https:\/\/example\.com">paper<\/a>/);
  assert.match(renderUntrusted('[mail](mailto:a@example.com)'), /<a href="mailto:/);
});

test('nothing acts, loads or leads elsewhere', () => {
  const hostile = [
    ...['<img src=x onerror=alert(1)>', '<script>alert(1)</script>', '![seen](https://example.com/seen.png)'],
    ...['[run](command:a)', '[x](javascript:alert(1))', '[x](vscode://file/x)', '[x](../x)', '<command:a>'],
    ...['[x][1]\n\n[1]: command:a', '![x][1]\n\n[1]: https://example.com/seen.png', '[x](&#99;ommand:a)'],
  ];
  for (const text of hostile)
    assert.doesNotMatch(renderUntrusted(text), /<(img|script)|href="(?!https?:|mailto:)/, text);
});
