import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasCode } from '../../../src/engine/api/errors.ts';
import { checkPrompt } from '../../../src/engine/generate/checkPrompt.ts';
import { picture, text } from './toyPrompt.ts';

test('a prompt that fills the context is accepted', () => {
  checkPrompt({ spans: [text(1, 2), picture('cat', 4)] }, 6);
});

test('a prompt past the context is refused with its token counts', () => {
  assert.throws(
    () => {
      checkPrompt({ spans: [text(1, 2), picture('cat', 4), text(3)] }, 6);
    },
    (error) => {
      assert.ok(hasCode(error, 'prompt/too-long'));
      assert.deepEqual(error.details, { promptTokens: 7, imageTokens: 4, contextLimit: 6 });
      assert.match(error.message, /7 tokens, 4 of them.*at most 6.*fewer tiles/);
      return true;
    },
  );
});

test('without pictures the advice is to shorten the text', () => {
  assert.throws(
    () => {
      checkPrompt({ spans: [text(1, 2)] }, 1);
    },
    (error) => hasCode(error, 'prompt/too-long') && error.message.endsWith('at most 1. Shorten the text.'),
  );
});

test('a prompt without tokens is refused', () => {
  for (const spans of [[], [text()]]) {
    assert.throws(
      () => {
        checkPrompt({ spans }, 6);
      },
      (error) => hasCode(error, 'prompt/empty'),
    );
  }
});
