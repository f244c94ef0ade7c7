import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import {
  emptyConversation,
  withPicture,
  withQuestion,
  withTurn,
} from '../../../src/extension/answerPanel/conversation.ts';
import type { Conversation } from '../../../src/extension/answerPanel/conversation.ts';
import { ConversationStore } from '../../../src/extension/answerPanel/conversationStore.ts';
import { parseConversation, printConversation } from '../../../src/extension/answerPanel/readConversation.ts';

const root = mkdtempSync(path.join(tmpdir(), 'hovle-conversations-'));
after(() => rmSync(root, { recursive: true }));
let count = 0;
const newFolder = () => path.join(root, String(count++));

function sample(id: string, updatedAt = 1): Conversation {
  const picture = {
    id: 'a',
    name: 'r.pdf#page=2',
    uri: 'file:///r.pdf',
    page: 2,
    hash: 'a'.repeat(64),
    isAsked: false,
  };
  const frame = { ...picture, id: 'b', video: { uri: 'file:///v.webm', seconds: 1.5 } };
  const begun = withPicture(withPicture(emptyConversation(id, updatedAt), picture), frame);
  const answered = { text: 'Two.', note: 'nano', state: 'done', isTrained: false, facts: { version: 1 } } as const;
  return withTurn(withQuestion(begun, `What, ${id}?`), 0, { ...answered, draw: { temperature: 0.7, seed: 2 } });
}

test('a conversation comes back as it was', async () => {
  const store = new ConversationStore(newFolder());
  assert.equal(await store.get('one'), undefined);
  await store.set(sample('one'));
  assert.deepEqual(await store.get('one'), sample('one'));
});

test('the list is newest first, has its limit, and loses what is removed', async () => {
  const store = new ConversationStore(newFolder(), 3);
  for (let at = 1; at <= 5; at++) await store.set(sample(`c${at}`, at));
  const ids = async () => (await store.list()).map(({ id }) => id);
  assert.deepEqual(await ids(), ['c5', 'c4', 'c3']);
  await store.remove('c4');
  assert.deepEqual(await ids(), ['c5', 'c3']);
  assert.deepEqual((await store.list())[0], { id: 'c5', title: 'What, c5?', updatedAt: 5, questions: 1 });
  await store.clear();
  assert.deepEqual(await ids(), []);
});

test('a conversation without a picture and a question is not kept', async () => {
  const store = new ConversationStore(newFolder());
  await store.set(emptyConversation('none', 1));
  assert.deepEqual(await store.list(), []);
});

test('a pasted picture goes with the last conversation that has it', async () => {
  const store = new ConversationStore(newFolder());
  const { file, hash } = await store.keepPicture(new Uint8Array([1, 2, 3]), 'png');
  const again = await store.keepPicture(new Uint8Array([1, 2, 3]), 'png');
  assert.equal(again.file, file);
  const withPasted = (id: string) =>
    withPicture(sample(id), { id: 'p', name: 'p', uri: `file://${file}`, hash, isAsked: true });
  await store.set(withPasted('one'));
  await store.set(withPasted('two'));
  utimesSync(file, 1, 1);
  await store.remove('one');
  assert.ok(existsSync(file));
  await store.remove('two');
  assert.ok(!existsSync(file));
});

test('damaged files and those of another version are none, and an id is no path', async () => {
  const folder = newFolder();
  const store = new ConversationStore(folder);
  await store.set(sample('one'));
  writeFileSync(path.join(folder, 'cut.json'), printConversation(sample('cut')).slice(0, 100));
  writeFileSync(path.join(folder, 'other.json'), JSON.stringify({ ...sample('other'), version: 2 }));
  assert.deepEqual(
    (await store.list()).map(({ id }) => id),
    ['one'],
  );
  writeFileSync(path.join(root, 'outside.json'), printConversation(sample('outside')));
  assert.equal(await store.get('../outside'), undefined);
});

test('whatever lies in a file, reading it ends in a conversation or none', () => {
  const text = fc.oneof(
    fc.json(),
    fc
      .anything()
      .map((value) => JSON.stringify({ version: 1, pictures: [value], turns: [value, value], title: value })),
  );
  fc.assert(
    fc.property(text, (kept) => {
      const read = parseConversation(kept, 'id');
      if (read) assert.deepEqual(parseConversation(printConversation(read), 'id'), read);
    }),
  );
});
