import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeSentences } from '../../../src/webview/answerPanel/speech.ts';

test('only whole sentences are read aloud, in any script, and lines of a list', () => {
  const check = (text: string, expected: string, from = 0) =>
    assert.equal(text.slice(from, wholeSentences(text, from)), expected);
  check('It is red. It is sq', 'It is red.');
  check('It is red.', '');
  check('It costs 3.50 euro', '');
  check('“Is it?” he asked', '“Is it?”');
  check('这是红色。它', '这是红色。');
  check('- one\n- two\n- thr', '- one\n- two\n');
  check('First. Second. Thi', ' Second.', 6);
});
