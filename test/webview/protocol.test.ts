import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readFromAnswerPanel } from '../../src/webview/protocol.ts';
import type { FromAnswerPanel } from '../../src/webview/protocol.ts';

const messages: FromAnswerPanel[] = [
  { kind: 'ready' },
  { kind: 'stop' },
  { kind: 'ask', question: 'What is this?' },
  { kind: 'copy', card: 2 },
];

test('every message of the panel is read as what it is', () => {
  for (const message of messages) assert.deepEqual(readFromAnswerPanel(message), message);
});

test('nothing else is taken for a message', () => {
  const others = [undefined, null, 'ready', {}, { kind: 'other' }, { kind: 'ask' }, { kind: 'ask', question: 7 }];
  for (const other of [...others, { kind: 'copy' }, { kind: 'copy', card: 1.5 }, { kind: 'copy', card: '1' }])
    assert.equal(readFromAnswerPanel(other), undefined);
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const read = readFromAnswerPanel(value);
      assert.ok(read === undefined || ['ready', 'stop', 'ask', 'copy'].includes(read.kind));
    }),
  );
});

test('what is not asked for is left behind, and a question has a limit', () => {
  assert.deepEqual(readFromAnswerPanel({ kind: 'stop', extra: 1 }), { kind: 'stop' });
  const read = readFromAnswerPanel({ kind: 'ask', question: 'x'.repeat(1_000_000) });
  assert.equal(read?.kind === 'ask' && read.question.length, 100_000);
});
