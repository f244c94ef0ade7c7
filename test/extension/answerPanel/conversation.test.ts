import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextOf } from '../../../src/extension/answerPanel/context.ts';
import {
  emptyConversation,
  stopped,
  withAgain,
  withAsked,
  withEdited,
  withMoved,
  withoutPicture,
  withPicture,
  withQuestion,
  withTurn,
} from '../../../src/extension/answerPanel/conversation.ts';
import type { Conversation } from '../../../src/extension/answerPanel/conversation.ts';
import { conversationMarkdown } from '../../../src/extension/answerPanel/conversationMarkdown.ts';

const picture = (id: string) => ({ id, name: `${id}.png`, uri: `file:///${id}.png`, hash: id, isAsked: true });
const begun = ['a', 'b'].reduce((all, id) => withPicture(all, picture(id)), emptyConversation('c', 1));
const facts = { version: 1 };
const answered = (conversation: Conversation, text: string) =>
  withTurn(conversation, conversation.turns.length - 1, { text, state: 'done', facts });
const sent = (conversation: Conversation, at: number) =>
  contextOf(conversation, at).map(({ turn, pictures }) => [turn.question, pictures.map(({ id }) => id).join('')]);

test('a question is about the pictures that are chosen, in the order of the strip', () => {
  const [turn] = withQuestion(withMoved(withAsked(begun, 'a', true), 'a', 1), 'What?').turns;
  assert.deepEqual(turn?.pictures, ['b', 'a']);
  assert.deepEqual(withQuestion(withAsked(begun, 'a', false), 'What?').turns[0]?.pictures, ['b']);
  assert.equal(withQuestion(begun, 'What?').title, 'What?');
});

test('a picture is sent once, again only where a question is about fewer than the one before', () => {
  let conversation = answered(withQuestion(withAsked(begun, 'b', false), 'one'), 'One.');
  conversation = answered(withQuestion(conversation, 'same'), 'Same.');
  conversation = answered(withQuestion(withAsked(conversation, 'b', true), 'more'), 'More.');
  conversation = withQuestion(withAsked(conversation, 'a', false), 'fewer');
  assert.deepEqual(sent(conversation, 3), [
    ['one', 'a'],
    ['same', ''],
    ['more', 'b'],
    ['fewer', 'b'],
  ]);
});

test('what failed or was stopped before a word is not sent, and a question that begins anew has nothing before it', () => {
  let conversation = withTurn(withQuestion(begun, 'failed'), 0, { state: 'failed' });
  conversation = answered(withQuestion(conversation, 'next'), 'Next.');
  assert.deepEqual(sent(conversation, 1), [['next', 'ab']]);
  conversation = withQuestion(conversation, 'anew', { pictures: ['a'], startsAnew: true });
  assert.deepEqual(sent(conversation, 2), [['anew', 'a']]);
  assert.deepEqual(sent(withQuestion(answered(conversation, 'A.'), 'on', { pictures: ['a'] }), 3), [
    ['anew', 'a'],
    ['on', ''],
  ]);
});

test('a picture that was removed is not sent; what was said about it stays', () => {
  const conversation = withoutPicture(answered(withQuestion(begun, 'both'), 'Both.'), 'a');
  assert.deepEqual(sent(conversation, 0), [['both', 'b']]);
  assert.equal(conversation.turns[0]?.text, 'Both.');
});

test('editing a question asks it and all after it again, and nothing before it', () => {
  let conversation = answered(withQuestion(begun, 'one'), 'One.');
  conversation = answered(withQuestion(conversation, 'two'), 'Two.');
  conversation = withEdited(answered(withQuestion(conversation, 'three'), 'Three.'), 1, 'other');
  assert.deepEqual(
    conversation.turns.map(({ question, text, state }) => [question, text, state]),
    [
      ['one', 'One.', 'done'],
      ['other', '', 'waiting'],
      ['three', '', 'waiting'],
    ],
  );
});

test('an answer is drawn again with a seed of its own each time; what failed is asked as it was', () => {
  const once = withAgain(answered(withQuestion(begun, 'one'), 'One.'), 0, 0);
  const [drawn] = once.turns;
  assert.deepEqual([drawn?.draw, drawn?.state], [{ temperature: 0.7, seed: 1 }, 'waiting']);
  const failed = withAgain(withTurn(withQuestion(begun, 'one'), 0, { state: 'failed', text: 'On' }), 0, 0);
  assert.equal(failed.turns[0]?.draw, undefined);
  const drawnAndFailed = withAgain(withTurn(once, 0, { state: 'failed' }), 0, 0);
  assert.deepEqual(drawnAndFailed.turns[0]?.draw, { temperature: 0.7, seed: 1 });
  const warmer = withAgain(withTurn(once, 0, { text: 'Other.', state: 'done', facts }), 0, 1.2);
  assert.deepEqual(warmer.turns[0]?.draw, { temperature: 1.2, seed: 2 });
});

test('stopping keeps the words that came', () => {
  const running = withTurn(withQuestion(withQuestion(begun, 'one'), 'two'), 0, { state: 'running', text: 'On' });
  assert.deepEqual(
    stopped(running, 'Stopped.').turns.map(({ text, state, note }) => [text, state, note]),
    [
      ['On', 'done', 'Stopped.'],
      ['', 'done', 'Stopped.'],
    ],
  );
});

test('a conversation is Markdown: questions quoted with the names of their pictures, answers as they are', () => {
  let conversation = answered(withQuestion(withAsked(begun, 'b', false), 'What\nis it?'), 'A **square**.');
  conversation = withTurn(withQuestion(conversation, 'And now?'), 1, { state: 'failed', note: 'The engine ended.' });
  assert.equal(
    conversationMarkdown(conversation),
    '> 🖼 a.png\n> What\n> is it?\n\nA **square**.\n\n> And now?\n\n*The engine ended.*',
  );
});
