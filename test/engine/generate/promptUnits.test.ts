import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commonPrefix, countTokens, promptUnits, unitsWithin } from '../../../src/engine/generate/promptUnits.ts';
import type { Unit } from '../../../src/engine/generate/promptUnits.ts';
import { picture, text } from './toyPrompt.ts';

const cat = { key: 'cat', tokenCount: 4 };
const dog = { key: 'dog', tokenCount: 4 };

test('a prompt is its text tokens and whole pictures, however its text is cut into spans', () => {
  const whole = promptUnits({ spans: [text(1, 2, 3), picture('cat', 4), text(5)] });
  assert.deepEqual(whole, [1, 2, 3, cat, 5]);
  assert.deepEqual(promptUnits({ spans: [text(1), text(2, 3), text(), picture('cat', 4), text(5)] }), whole);
  assert.equal(countTokens(whole), 8);
});

test('the common prefix ends before the first difference and never inside a picture', () => {
  const check = (a: Unit[], b: Unit[], length: number): void => {
    assert.deepEqual(commonPrefix(a, b), a.slice(0, length));
    assert.deepEqual(commonPrefix(b, a), b.slice(0, length));
  };
  check([1, 2, 3], [1, 2, 4], 2);
  check([1, 2], [1, 2, 4], 2);
  check([], [1], 0);
  check([1, cat, 5], [1, { ...cat }, 6], 2);
  check([1, cat, 5], [1, dog, 5], 1);
  check([1, cat, 5], [1, { ...cat, tokenCount: 5 }, 5], 1);
  check([1, cat], [1, 4, 4, 4, 4], 1);
});

test('units within a number of tokens leave out a picture that does not fit wholly', () => {
  const units = [1, cat, 5, 6];
  const lengths = [0, 1, 2, 4, 5, 6, 7, 9].map((tokens) => unitsWithin(units, tokens).length);
  assert.deepEqual(lengths, [0, 1, 1, 1, 2, 3, 4, 4]);
});
