import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GrowingAnswer } from '../../../src/engine/generate/growingAnswer.ts';
import type { AnswerLimits } from '../../../src/engine/generate/growingAnswer.ts';
import { toyText } from './toyText.ts';

function grow(limits: Partial<AnswerLimits>, ids: readonly number[]): GrowingAnswer {
  const all = { stopIds: new Set<number>(), stop: [], maxTokens: 100, contextRoom: 100, ...limits };
  const answer = new GrowingAnswer(all, toyText(), () => undefined);
  for (const id of ids) answer.add(id);
  return answer;
}

const half = 10;

test('there is room for one token more than the context holds, and for no more than asked for', () => {
  assert.equal(grow({ contextRoom: 5 }, [0, 1]).room, 4);
  assert.equal(grow({ contextRoom: 0 }, []).room, 1);
  assert.equal(grow({ maxTokens: 5 }, [0, 1]).room, 3);
});

test('the distinct ids are the tokens without repeats', () => {
  assert.deepEqual([...grow({}, [3, 1, 3, 3, 2]).distinctIds], [3, 1, 2]);
});

test('what was held back is released at the end', () => {
  const answer = grow({ stop: ['ab#'] }, [0, 1, half]);
  assert.equal(answer.text, '');
  answer.end();
  assert.equal(answer.text, 'ab½');
});

test('a stop text that the last half character completes ends the answer, but not one already cancelled', () => {
  const check = (maxTokens: number, finish: string | undefined): void => {
    const answer = grow({ stop: ['½½'], maxTokens }, [0, half, half]);
    answer.end();
    assert.deepEqual([answer.text, answer.finish], ['a', finish]);
  };
  check(3, 'stop');
  check(100, undefined);
});

test('nothing is released after a stop text, not even at the end', () => {
  const answer = grow({ stop: ['a'] }, [half, 0]);
  answer.end();
  assert.deepEqual([answer.text, answer.finish], ['½', 'stop']);
});
