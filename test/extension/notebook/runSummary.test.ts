import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerMime } from '../../../src/extension/notebook/answerMime.ts';
import { answerItems } from '../../../src/extension/notebook/answerText.ts';
import { runSummary } from '../../../src/extension/notebook/runSummary.ts';
import { answer } from './answers.ts';

const item = (mime: string, value: unknown) => ({ mime, bytes: new TextEncoder().encode(JSON.stringify(value)) });

test('an answer is summed up as model, device, tokens and seconds', () => {
  assert.equal(runSummary(answerItems(answer({}))), 'hovle-nano · cpu · 12 tokens · 1.5 s');
  const timings = { firstTokenMs: 40, decodeMs: 0, decodeTokens: 1 };
  assert.equal(runSummary([item(answerMime, { model: 'a', timings })]), 'a · 1 token · 0.04 s');
});

test('a comparison names its models and adds up what they took', () => {
  const timings = { firstTokenMs: 100, decodeMs: 400, decodeTokens: 5 };
  const answers = [
    { model: 'a', device: 'cpu', timings },
    { model: 'b', device: 'cpu', timings },
    { model: 'c', problem: 'no' },
  ];
  assert.equal(
    runSummary([item('application/vnd.hovle.comparison+json', { answers })]),
    'a, b, c · cpu · 10 tokens · 1.0 s',
  );
});

test('what says nothing is summed up as nothing', () => {
  assert.equal(runSummary([]), undefined);
  assert.equal(runSummary([item('text/markdown', 'x')]), undefined);
  for (const odd of [null, 7, [], {}, { model: 7 }, { answers: [1] }])
    assert.equal(runSummary([item(answerMime, odd)]), undefined);
  assert.equal(runSummary([{ mime: answerMime, bytes: new Uint8Array([123]) }]), undefined);
});
