import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Example, ExampleSource } from '../../../src/engine/data/example.ts';
import type { Answerer } from '../../../src/engine/evaluate/answerer.ts';
import { byFamily } from '../../../src/engine/evaluate/byFamily.ts';
import { runBenchmark } from '../../../src/engine/evaluate/benchmark.ts';
import { shareInterval } from '../../../src/engine/evaluate/interval.ts';
import { isAlike, isExact } from '../../../src/engine/evaluate/likeness.ts';
import { scoreTable } from '../../../src/engine/evaluate/scoreTable.ts';

/** As Newcombe (Statistics in Medicine 17, 1998) and prop.test of R have them, without correction. */
const intervals = [
  { right: 0, answers: 10, interval: [0, 0.2775] },
  { right: 5, answers: 10, interval: [0.2366, 0.7634] },
  { right: 81, answers: 263, interval: [0.2553, 0.3662] },
  { right: 10, answers: 10, interval: [0.7225, 1] },
] as const;

test('intervals are Wilson’s', () => {
  for (const { right, answers, interval } of intervals) {
    const found = shareInterval(right, answers);
    found.forEach((end, i) =>
      assert.ok(Math.abs(end - interval[i]!) < 5e-5, `${right} of ${answers}: ${found.join()}`),
    );
  }
  assert.deepEqual(shareInterval(0, 0), [0, 1]);
});

test('an interval holds the share and narrows with more answers', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 200 }), (a, answers) => {
      const right = a % (answers + 1);
      const [low, high] = shareInterval(right, answers);
      const [lower, higher] = shareInterval(10 * right, 10 * answers);
      assert.ok(low <= right / answers + 1e-12 && right / answers <= high + 1e-12);
      assert.ok(higher - lower < high - low);
    }),
  );
});

test('look-alikes and case are forgiven in one way of counting alone', () => {
  for (const [found, expected] of [
    ['IlO', '110'],
    ['sAVE', 'Save'],
    ['o|', '0L'],
  ] as const) {
    assert.ok(isAlike(found, expected) && !isExact(found, expected), found);
  }
  assert.ok(!isAlike('save', 'safe') && !isAlike('', 'o'));
});

/** Examples whose picture is the number that is asked for. */
const numbers: ExampleSource = {
  name: 'numbers',
  read: (index, level = 0): Promise<Example> => {
    const value = index % 4;
    const picture = { width: 1, height: 1, rgb: Uint8Array.of(value, 0, 0) };
    const turns = [
      { question: 'Which?', answer: `n${value}` },
      { question: 'Is it zero?', answer: value === 0 ? 'yes' : 'no', task: 'numbers/zero' },
    ];
    return Promise.resolve({
      pictures: [picture],
      turns: level === 0 ? turns.slice(0, 1) : turns,
      task: 'numbers/which',
    });
  },
};

const sees: Answerer = ([picture], question) => {
  const value = picture?.rgb[0] ?? NaN;
  return Promise.resolve(question === 'Which?' ? `N${value}` : value === 0 ? 'yes' : 'no');
};

test('scores go by kind and level, and beside them stands what needs no eyes', async () => {
  const parts = [
    { source: numbers, level: 0, examples: 40, usual: 20 },
    { source: numbers, level: 1, examples: 20, usual: 40 },
  ];
  assert.deepEqual(await runBenchmark(sees, parts), [
    { task: 'numbers/which', level: 0, answers: 40, exact: 0, alike: 40, blind: 10 },
    { task: 'numbers/which', level: 1, answers: 20, exact: 0, alike: 20, blind: 5 },
    { task: 'numbers/zero', level: 1, answers: 20, exact: 20, alike: 20, blind: 15 },
  ]);
});

test('a table says shares with their intervals', () => {
  const score = { task: 'text/read', level: 2, answers: 10, exact: 5, alike: 10, blind: 1 };
  assert.equal(scoreTable([score]).split('\n').at(-1), '| text/read | 2 | 10 | 50 (24–76) | 100 (72–100) | 10 |');
});

test('a family’s score is that of all its short answers', () => {
  const score = (task: string, level: number, exact: number) => ({
    task,
    level,
    answers: 10,
    exact,
    alike: 10,
    blind: 1,
  });
  assert.deepEqual(byFamily([score('b/x', 0, 3), score('a/y', 1, 4), score('a/x', 1, 5), score('a/caption', 1, 0)]), [
    { task: 'a', level: 1, answers: 20, exact: 9, alike: 20, blind: 2 },
    { task: 'b', level: 0, answers: 10, exact: 3, alike: 10, blind: 1 },
  ]);
});
