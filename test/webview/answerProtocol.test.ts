import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mostPastedBytes, readFromAnswerPanel, readKeptConversation } from '../../src/webview/protocol.ts';
import type { FromAnswerPanel } from '../../src/webview/protocol.ts';

const bytes = new Uint8Array([1, 2]);
const messages: { readonly [kind in FromAnswerPanel['kind']]: Extract<FromAnswerPanel, { kind: kind }> } = {
  ready: { kind: 'ready' },
  stop: { kind: 'stop' },
  ask: { kind: 'ask', question: 'What is this?' },
  again: { kind: 'again', turn: 0 },
  edit: { kind: 'edit', turn: 2, question: 'And this?' },
  copy: { kind: 'copy', turn: 1 },
  copyAll: { kind: 'copyAll' },
  toNotebook: { kind: 'toNotebook' },
  newConversation: { kind: 'newConversation' },
  history: { kind: 'history' },
  choosePictures: { kind: 'choosePictures' },
  addFiles: { kind: 'addFiles', files: [{ name: 'a.png', mime: 'image/png', bytes }] },
  addUris: { kind: 'addUris', uris: ['file:///a.png'] },
  remove: { kind: 'remove', id: 'a' },
  move: { kind: 'move', id: 'a', to: 1 },
  setAsked: { kind: 'setAsked', id: 'a', isAsked: false },
  openParts: { kind: 'openParts', id: 'a' },
  turnTo: { kind: 'turnTo', page: 3 },
  addPage: { kind: 'addPage', page: 3 },
  addFrame: { kind: 'addFrame', seconds: 1.5, name: 'a.webm 0:01.50', bytes },
  closeParts: { kind: 'closeParts' },
};

test('every message of the panel is read as what it is', () => {
  for (const message of Object.values(messages)) assert.deepEqual(readFromAnswerPanel(message), message);
});

test('nothing else is taken for a message', () => {
  const others = [undefined, null, 'ready', {}, { kind: 'other' }, { kind: 'toString' }, { kind: 7 }, { kind: 'ask' }];
  const wrong = [
    { kind: 'ask', question: 7 },
    { kind: 'copy', turn: 1.5 },
    { kind: 'copy', turn: '1' },
    { kind: 'edit', turn: -1, question: '' },
    { kind: 'move', id: 'a' },
    { kind: 'addFrame', seconds: NaN, name: 'a', bytes },
    { kind: 'addFrame', seconds: 1, name: 'a', bytes: [1, 2] },
    { kind: 'addFiles', files: 'a.png' },
  ];
  for (const other of [...others, ...wrong]) assert.equal(readFromAnswerPanel(other), undefined, JSON.stringify(other));
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const read = readFromAnswerPanel(value);
      assert.ok(read === undefined || Object.hasOwn(messages, read.kind));
    }),
  );
});

test('what is not asked for is left behind, and everything has a limit', () => {
  assert.deepEqual(readFromAnswerPanel({ kind: 'stop', extra: 1 }), { kind: 'stop' });
  const asked = readFromAnswerPanel({ kind: 'ask', question: 'x'.repeat(1_000_000) });
  assert.equal(asked?.kind === 'ask' && asked.question.length, 100_000);
  const large = { name: 'large.png', mime: 'image/png', bytes: new Uint8Array(mostPastedBytes + 1) };
  const files = [large, ...Array.from({ length: 100 }, () => ({ name: 'a.png', mime: 'image/png', bytes })), 7, null];
  const added = readFromAnswerPanel({ kind: 'addFiles', files });
  assert.equal(added?.kind === 'addFiles' && added.files.length, 49);
  const dropped = readFromAnswerPanel({ kind: 'addUris', uris: ['file:///a.png', '', 7] });
  assert.deepEqual(dropped, { kind: 'addUris', uris: ['file:///a.png'] });
});

test('only an id is taken for a kept conversation', () => {
  assert.equal(readKeptConversation({ conversation: 'a-1' }), 'a-1');
  for (const kept of [
    undefined,
    null,
    {},
    { conversation: 7 },
    { conversation: '../a' },
    { conversation: 'x'.repeat(99) },
  ])
    assert.equal(readKeptConversation(kept), '');
});
