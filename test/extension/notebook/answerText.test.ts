import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer } from '../../../src/engine/api/answerApi.ts';
import { answerMime } from '../../../src/extension/notebook/answerMime.ts';
import {
  answerItems,
  answerMarkdown,
  liveMarkdown,
  readAnswerText,
  stageText,
} from '../../../src/extension/notebook/answerText.ts';
import { runSummary } from '../../../src/extension/notebook/runSummary.ts';
import { isHarmless } from '../../../src/extension/notebook/untrustedMarkdown.ts';
import { answer } from './answers.ts';

test('an answer says what made it', () => {
  assert.equal(
    answerMarkdown(answer({})),
    'A **cat**.\n\n*hovle-nano · int8 · cpu · 12 tokens in 1.5 s · very small, often wrong*',
  );
  const { timings } = answer({});
  const short = answer({ timings: { ...timings, firstTokenMs: 31, decodeMs: 9, decodeTokens: 1 } });
  assert.match(answerMarkdown(short), /cpu · 1 token in 0\.04 s · very small/);
});

test('an answer that was cut after so many tokens took as many', () => {
  const { timings } = answer({});
  const cut = answer({ finish: 'length', tokenIds: [1, 2, 3], timings: { ...timings, decodeTokens: 2 } });
  assert.match(answerMarkdown(cut), /Cut after 3 tokens[^]* 3 tokens in /);
  assert.match(runSummary(answerItems(cut)) ?? '', / · 3 tokens · /);
});

test('an untrained model is marked before its first word and after its last', () => {
  assert.match(liveMarkdown('x', false), /^> ⚠ \*\*Untrained model:\*\* .*\n\nx$/);
  assert.match(answerMarkdown(answer({ trained: false })), /^> ⚠ \*\*Untrained model:\*\*/);
});

test('how an answer ended is told unless it ended by itself', () => {
  assert.match(
    answerMarkdown(answer({ finish: 'length' })),
    /\*Cut after 2 tokens\\: %max\\_tokens, or the setting of that name, allows more\.\*/,
  );
  assert.match(answerMarkdown(answer({ finish: 'context' })), /no more in mind/);
  assert.match(answerMarkdown(answer({ finish: 'cancelled' })), /\*Stopped\.\*/);
});

test('an answer without words says so', () => {
  assert.match(answerMarkdown(answer({ text: ' \n' })), /^\*\(no words\)\*/);
});

test('a code fence that was not closed does not swallow what made the answer', () => {
  assert.match(answerMarkdown(answer({ text: '```js\nlet a' })), /^```js\nlet a\n```\n\n\*hovle-nano/);
});

test('neither words nor names can act on the reader', () => {
  const hostile = '![x](https://example.com/x.png)<img src=x>';
  const markdown = answerMarkdown(answer({ text: hostile, model: `/m/${hostile}` }));
  assert.ok(isHarmless(markdown), markdown);
});

test('the data beside the Markdown names no folders, and gives the words back', () => {
  const [markdown, data] = answerItems(answer({}));
  assert.equal(markdown?.mime, 'text/markdown');
  assert.equal(data?.mime, answerMime);
  const text = new TextDecoder().decode(data.bytes);
  assert.doesNotMatch(text, /secret|home/);
  const { images, device, model, trained } = JSON.parse(text) as Answer;
  assert.deepEqual([model, device, trained, images[0]?.path], ['hovle-nano', 'cpu', true, 'cat.png']);
  assert.equal(readAnswerText(data.bytes), 'A **cat**.');
});

test('data that is no answer gives no words', () => {
  const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  for (const value of [null, 7, {}, { text: 7 }]) assert.equal(readAnswerText(encode(value)), undefined);
});

test('what the engine does before the first word is told with its share done', () => {
  assert.equal(stageText({ kind: 'stage', stage: 'loading' }), 'Loading the model …');
  assert.equal(
    stageText({ kind: 'stage', stage: 'compiling', fraction: 0.519 }),
    'Preparing the model for this machine (once) 51 % …',
  );
});
