import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { StopText } from '../../../src/engine/generate/stopText.ts';

/** Feeds pieces until the text stops or ends. */
function run(stops: string[], pieces: string[]): { shown: string[]; stopped: boolean } {
  const stopText = new StopText(stops);
  const shown: string[] = [];
  for (const piece of pieces) {
    shown.push(stopText.push(piece));
    if (stopText.stopped) return { shown, stopped: true };
  }
  return { shown: [...shown, stopText.end()], stopped: false };
}

/** The definition, letter by letter: the text ends when a stop text is complete, before the longest one that is. */
function cutLetterByLetter(stops: string[], text: string): { text: string; stopped: boolean } {
  for (let end = 1; end <= text.length; end++) {
    const complete = stops.filter((stop) => text.slice(0, end).endsWith(stop));
    if (complete.length === 0) continue;
    return { text: text.slice(0, end - Math.max(...complete.map((stop) => stop.length))), stopped: true };
  }
  return { text, stopped: false };
}

function cut(text: string, places: number[]): string[] {
  const ends = [...places.map((place) => place % (text.length + 1)), text.length].sort((a, b) => a - b);
  return ends.map((end, i) => text.slice(i === 0 ? 0 : ends[i - 1], end));
}

test('a stop text ends the answer before it, whatever pieces it arrives in, and no part of it is shown', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 16 });
  const stop = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      fc.array(stop, { maxLength: 4 }),
      letters,
      fc.array(fc.nat(), { maxLength: 8 }),
      (stops, text, places) => {
        const { shown, stopped } = run(stops, cut(text, places));
        assert.deepEqual({ text: shown.join(''), stopped }, cutLetterByLetter(stops, text));
      },
    ),
    { numRuns: 2000 },
  );
});

test('what has been shown is never more than what stays', () => {
  const check = (stops: string[], pieces: string[], shown: string[]): void => {
    assert.deepEqual(run(stops, pieces).shown, shown);
  };
  check(['###'], ['a#', '#', 'b', '#'], ['a', '', '##b', '', '#']);
  check(['###'], ['a##', '#b'], ['a', '']);
  check(['aab'], ['aaa', 'b'], ['a', '']);
  check([], ['a', 'b'], ['a', 'b', '']);
  check(['User:'], ['Hi', '\n', 'U', 'ser', ' x'], ['Hi', '\n', '', '', 'User x', '']);
});

test('of two stop texts the one that is complete first counts', () => {
  const check = (stops: string[], text: string, rest: string): void => {
    assert.equal(run(stops, [text]).shown.join(''), rest);
    assert.equal(run(stops, text.split('')).shown.join(''), rest);
  };
  check(['abcd', 'bc'], 'xabcd', 'xa');
  check(['bc', 'abc'], 'xabcd', 'x');
});
