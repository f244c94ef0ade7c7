import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PromptLookup } from '../../../src/engine/generate/promptLookup.ts';
import type { Unit } from '../../../src/engine/generate/promptUnits.ts';

const cat = { key: 'cat', tokenCount: 4 };

test('the guess is what followed the longest match, the latest of equally long ones', () => {
  const check = (prompt: Unit[], guess: number[]): void => {
    assert.deepEqual(new PromptLookup(prompt, 3).guess(10), guess);
  };
  check([1, 2, 3, 4, 5, 9, 1, 2], [3, 4, 5]);
  check([1, 2, 3, 9, 1, 2, 4, 9, 1, 2], [4, 9, 1]);
  check([7, 1, 2, 3, 9, 1, 2, 4, 7, 1, 2], [3, 9, 1]);
  check([1, 2, 1, 2], [1, 2, 1]);
  check([5, 5, 5], [5, 5, 5]);
});

test('without a match of two tokens nothing is guessed', () => {
  for (const prompt of [[], [1], [1, 2, 3], [1, 5, 2, 6, 1]]) {
    assert.deepEqual(new PromptLookup(prompt, 3).guess(10), []);
  }
});

test('pictures are neither matched nor guessed', () => {
  const check = (prompt: Unit[], guess: number[]): void => {
    assert.deepEqual(new PromptLookup(prompt, 4).guess(10), guess);
  };
  check([1, 2, 3, cat, 4, 1, 2], [3]);
  check([1, 2, cat, 4, 1, 2], []);
  check([cat, 1, 5, cat, 1], []);
});

test('tokens of the answer are matched and guessed like those of the prompt', () => {
  const lookup = new PromptLookup([1, 2], 2);
  for (const id of [3, 4, 1, 2]) lookup.add(id);
  assert.deepEqual(lookup.guess(10), [3, 4]);
});

test('a guess is never longer than the room or the longest draft', () => {
  const law = fc.property(fc.array(fc.nat(3)), fc.nat(9), fc.nat(9), (ids, longest, room) => {
    const lookup = new PromptLookup(ids, longest);
    for (let i = 0; i < 4; i++) {
      const guess = lookup.guess(room);
      assert.ok(guess.length <= Math.min(longest, room));
      assert.ok(guess.every((id) => ids.includes(id)));
      lookup.learn(guess.length, guess.length);
    }
  });
  fc.assert(law);
});

/** Guesses on and on in a text that repeats itself; `rightShare` of each guess is right. */
function guessLengths(steps: number, right: (guessed: number) => number): number[] {
  const lookup = new PromptLookup(
    Array.from({ length: 40 }, (_, i) => i % 5),
    16,
  );
  return Array.from({ length: steps }, () => {
    const { length } = lookup.guess(100);
    lookup.learn(length, right(length));
    return length;
  });
}

test('guesses grow while they are right and shrink to what was right', () => {
  assert.deepEqual(
    guessLengths(4, (guessed) => guessed),
    [4, 8, 16, 16],
  );
  assert.deepEqual(
    guessLengths(3, () => 2),
    [4, 2, 4],
  );
});

test('guesses that fail become rare, and come back with the first success', () => {
  const failing = guessLengths(100, () => 0);
  assert.ok(failing.filter((length) => length > 0).length <= 8);
  assert.ok(failing.every((length, i) => i === 0 || length <= 1));
  let calls = 0;
  const recovering = guessLengths(12, (guessed) => (guessed > 0 && ++calls > 2 ? guessed : 0));
  assert.deepEqual(recovering, [4, 0, 0, 1, 0, 0, 0, 0, 1, 2, 4, 8]);
});
