import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainLines, plainText } from '../../../src/extension/notebook/plainText.ts';

test('what Markdown would read as more than text is escaped', () => {
  assert.equal(plainText('a *b* <img> [c](d)'), 'a \\*b\\* \\<img\\> \\[c\\](d)');
  assert.equal(plainText('1. one\n- two\n    code'), '1\\. one\n\\- two\ncode');
});

test('sentences on lines of their own stay there', () => {
  assert.equal(plainLines('One is wrong.\n# Two as well.'), 'One is wrong.  \n\\# Two as well.');
});
