import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawStep, firstPosition } from '../../../../src/engine/train/loop/draws.ts';
import { drawLevel, firstLevel, noteAnswers, type LevelState } from '../../../../src/engine/train/loop/levels.ts';
import { packRuns } from '../../../../src/engine/train/loop/packRows.ts';
import { shuffledIndex } from '../../../../src/engine/train/loop/shuffledIndex.ts';
import { seededRandom } from '../../../../src/engine/generate/seededRandom.ts';

test('a shuffled order has every item once, and is another for another seed', () => {
  const order = (length: number, seed: number) => Array.from({ length }, (_, i) => shuffledIndex(i, length, seed));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 2 ** 40 }), (length, seed) => {
      assert.deepEqual(
        order(length, seed).sort((a, b) => a - b),
        Array.from({ length }, (_, i) => i),
      );
    }),
  );
  assert.notDeepEqual(order(100, 1), order(100, 2));
});

test('a shuffled order keeps no neighbours together', () => {
  const order = Array.from({ length: 1000 }, (_, i) => shuffledIndex(i, 1000, 3));
  const followed = order.filter((item, i) => item + 1 === order[i + 1]).length;
  assert.ok(followed < 10, `${followed} of 1000 are followed by their neighbour`);
});

test('packing keeps every sequence once, within rows and runs, and makes runs alike', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(lengths, fc.integer({ min: 100, max: 300 }), (found, rowTokens) => {
      const sequences = found.map((length) => ({ ids: new Uint8Array(length) }));
      const runs = packRuns(sequences, { rowTokens, runTokens: 1000 });
      assert.equal(new Set(runs.flat(2)).size, sequences.length);
      assert.equal(runs.flat(2).length, sequences.length);
      for (const run of runs) {
        const rows = run.map((row) => row.reduce((sum, { ids }) => sum + ids.length, 0));
        assert.ok(Math.max(...rows) <= rowTokens);
        assert.ok(rows.length * Math.max(...rows) <= 1000);
      }
    }),
  );
});

test('draws follow the weights, and a finite source is read round after round', () => {
  const rule = {
    seed: 5,
    samplesPerStep: 50,
    earlierShare: 0.2,
    sources: [{ weight: 3 }, { weight: 1, length: 7 }],
  };
  let position = firstPosition(rule);
  const draws = Array.from({ length: 20 }, (_, step) => {
    const made = drawStep(rule, position, step + 1);
    assert.deepEqual(drawStep(rule, position, step + 1), made);
    position = { ...position, drawn: made.drawn };
    return made.draws;
  }).flat();
  const [endless, finite] = [0, 1].map((source) => draws.filter((draw) => draw.source === source));
  assert.ok(endless!.length > 700 && endless!.length < 800, `${endless!.length} of 1000`);
  assert.deepEqual(
    endless!.map(({ index }) => index),
    endless!.map((_, i) => i),
  );
  for (let round = 0; (round + 1) * 7 <= finite!.length; round++) {
    const indices = finite!.slice(round * 7, (round + 1) * 7).map(({ index }) => index);
    assert.deepEqual(indices.sort(), [0, 1, 2, 3, 4, 5, 6]);
  }
});

test('a level rises when enough of enough answers are right, and never past the last', () => {
  const rule = { highest: 2, raiseAt: 0.8, window: 10 };
  const poor = noteAnswers(firstLevel, rule, { level: 0, answers: 10, right: 7 });
  assert.deepEqual(poor, firstLevel);
  const waiting = noteAnswers(poor, rule, { level: 0, answers: 9, right: 9 });
  assert.equal(waiting.level, 0);
  const risen = noteAnswers(waiting, rule, { level: 0, answers: 1, right: 0 });
  assert.deepEqual(risen, { level: 1, answers: 0, right: 0 });
  assert.deepEqual(noteAnswers(risen, rule, { level: 0, answers: 20, right: 20 }), risen);
  const last = { level: 2, answers: 0, right: 0 };
  assert.deepEqual(noteAnswers(last, rule, { level: 2, answers: 10, right: 10 }), last);
});

const at = (level: number): LevelState => ({ level, answers: 0, right: 0 });

test('of earlier levels as much is kept as asked for', () => {
  const random = seededRandom(1);
  const drawn = Array.from({ length: 5000 }, () => drawLevel(at(4), { earlierShare: 0.2, highest: 9 }, random));
  const share = (level: number) => drawn.filter((one) => one === level).length / drawn.length;
  assert.ok(Math.abs(share(4) - 0.8) < 0.03);
  for (const level of [0, 1, 2, 3]) assert.ok(Math.abs(share(level) - 0.05) < 0.02);
});

test('of any level as much is drawn as asked for, the hardest too, and of the others as before', () => {
  const random = seededRandom(2);
  const shares = { earlierShare: 0.2, anyShare: 0.3, highest: 9 };
  const drawn = Array.from({ length: 20_000 }, () => drawLevel(at(4), shares, random));
  const share = (level: number) => drawn.filter((one) => one === level).length / drawn.length;
  for (const level of [5, 6, 7, 8, 9]) assert.ok(Math.abs(share(level) - 0.03) < 0.01, `${share(level)}`);
  for (const level of [0, 1, 2, 3]) assert.ok(Math.abs(share(level) - (0.03 + (0.7 * 0.2) / 4)) < 0.01);
  assert.ok(Math.abs(share(4) - (0.03 + 0.7 * 0.8)) < 0.015);
});

// Source and level of each, written down before runs could ask for any level.
const knownDraws = [
  [0, 4],
  [0, 4],
  [0, 4],
  [0, 4],
  [0, 4],
  [1, 5],
  [0, 4],
  [0, 4],
  [2, 0],
  [2, 0],
  [0, 0],
  [0, 4],
  [2, 0],
  [1, 5],
  [0, 2],
  [0, 1],
  [0, 4],
  [2, 0],
  [0, 4],
  [2, 0],
  [0, 4],
  [1, 4],
  [2, 0],
  [0, 2],
  [0, 4],
  [1, 5],
  [0, 3],
  [1, 0],
  [0, 0],
  [0, 4],
];

test('a run without a share of any level draws what it drew before there was one', () => {
  const sources = [
    { weight: 3, highest: 6 },
    { weight: 1, first: 4, highest: 5 },
    { weight: 1, length: 7 },
  ];
  const rule = { seed: 5, samplesPerStep: 30, earlierShare: 0.3, sources };
  const { draws } = drawStep(rule, { drawn: [0, 0, 0], levels: [at(4), at(5), at(0)] }, 3);
  assert.deepEqual(
    draws.map(({ source, level }) => [source, level]),
    knownDraws,
  );
  assert.deepEqual(
    drawStep({ ...rule, anyShare: 0 }, { drawn: [0, 0, 0], levels: [at(4), at(5), at(0)] }, 3).draws,
    draws,
  );
});

test('a source without levels has one level whatever the share', () => {
  const rule = { seed: 5, samplesPerStep: 50, earlierShare: 0.3, anyShare: 0.9, sources: [{ weight: 1, length: 9 }] };
  assert.ok(drawStep(rule, firstPosition(rule), 1).draws.every(({ level }) => level === 0));
});

test('a source begins at the level that its rule names', () => {
  const { levels } = firstPosition({ sources: [{ weight: 1 }, { weight: 1, first: 4 }] });
  assert.deepEqual(
    levels.map(({ level }) => level),
    [0, 4],
  );
});
