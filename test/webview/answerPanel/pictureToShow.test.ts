import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnswerPanelState, PanelTurn } from '../../../src/webview/protocol.ts';
import { pictureToShow } from '../../../src/webview/answerPanel/pictureToShow.ts';

function state(ids: string, turns: { pictures: string[]; state: PanelTurn['state'] }[] = []): AnswerPanelState {
  const pictures = Array.from(ids, (id) => ({
    id,
    name: id,
    imageUri: '',
    isAsked: true,
    problem: '',
    hasParts: false,
  }));
  const whole = turns.map((turn) => ({
    question: '',
    startsAnew: false,
    text: '',
    note: '',
    isTrained: true,
    ...turn,
  }));
  return { conversation: 'c', pictures, turns: whole, isRunning: false };
}

test('the first picture is looked at, then one that comes', () => {
  assert.equal(pictureToShow(undefined, undefined, state('ab')), 'a');
  assert.equal(pictureToShow('a', state('ab'), state('abc')), 'c');
  assert.equal(pictureToShow(undefined, undefined, state('')), undefined);
});

test('what was looked at stays through other changes, also after the page was loaded again', () => {
  assert.equal(pictureToShow('b', state('ab'), state('ba')), 'b');
  assert.equal(pictureToShow('b', undefined, state('ab')), 'b');
});

test('where it was removed, the one in its place is looked at', () => {
  assert.equal(pictureToShow('b', state('abc'), state('ac')), 'c');
  assert.equal(pictureToShow('c', state('abc'), state('ab')), 'b');
  assert.equal(pictureToShow('a', state('a'), state('')), undefined);
});

test('a picture that is just being asked about comes into sight, once', () => {
  const [waits, runs] = [
    [{ pictures: ['b'], state: 'waiting' as const }],
    [{ pictures: ['b'], state: 'running' as const }],
  ];
  assert.equal(pictureToShow('a', state('ab', waits), state('ab', runs)), 'b');
  assert.equal(pictureToShow('a', state('ab', runs), state('ab', runs)), 'a');
});
