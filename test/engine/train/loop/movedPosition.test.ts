import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DrawRule } from '../../../../src/engine/train/loop/draws.ts';
import { movedPosition } from '../../../../src/engine/train/loop/movedPosition.ts';
import type { RunState } from '../../../../src/engine/train/loop/runState.ts';

const draw = (source: number, index: number, level = 0) => ({ source, index, level });

/** Shapes at level 3, of which 40 were drawn, and a file without levels, of which 7 were. */
const state: RunState = {
  ...{ stage: 'align', seed: 5, step: 10, samples: 80, rejected: 0, stale: 0 },
  position: { drawn: [40, 7], levels: [3, 0].map((level) => ({ level, answers: 2, right: 1 })) },
  pending: [[draw(0, 37, 3), draw(1, 5)], [draw(0, 38, 3), draw(0, 39, 2)], [draw(1, 6)]],
  sources: ['shapes', 'train.jsonl'],
};

const shapes = { weight: 1, first: 0, highest: 6 };
const file = { weight: 1, length: 100 };

function move(sources: readonly [name: string, source: DrawRule['sources'][number]][], from = state): RunState {
  const rule = { seed: 5, samplesPerStep: 2, earlierShare: 0.2, sources: sources.map(([, source]) => source) };
  return movedPosition(
    from,
    rule,
    sources.map(([name]) => name),
  );
}

test('with the same sources a run stands where it stood, also where they had no names yet', () => {
  const { sources, ...nameless } = state;
  assert.deepEqual(sources, ['shapes', 'train.jsonl']);
  for (const from of [state, nameless])
    assert.deepEqual(
      move(
        [
          ['shapes', shapes],
          ['train.jsonl', file],
        ],
        from,
      ),
      state,
    );
});

test('a new source begins, wherever it stands, and the others go on', () => {
  const { position, pending, sources } = move([
    ['text', { weight: 1, first: 2, highest: 4 }],
    ['train.jsonl', file],
    ['shapes', shapes],
  ]);
  assert.deepEqual(position.drawn, [0, 7, 40]);
  assert.deepEqual(
    position.levels.map(({ level }) => level),
    [2, 0, 3],
  );
  assert.deepEqual(pending, [[draw(2, 37, 3), draw(1, 5)], [draw(2, 38, 3), draw(2, 39, 2)], [draw(1, 6)]]);
  assert.deepEqual(sources, ['text', 'train.jsonl', 'shapes']);
});

test('what was drawn ahead from a source that is gone is drawn anew from the others', () => {
  const { position, pending } = move([['shapes', shapes]]);
  assert.deepEqual(position.drawn, [42]);
  assert.deepEqual(
    pending.map((draws) => draws.map(({ source, index }) => [source, index])),
    [
      [
        [0, 37],
        [0, 40],
      ],
      [
        [0, 38],
        [0, 39],
      ],
      [[0, 41]],
    ],
  );
});

test('a source under another name in the same place goes on, at a level that it has', () => {
  const { position } = move([
    ['shapes text', { ...shapes, highest: 2 }],
    ['moved/train.jsonl', file],
  ]);
  assert.deepEqual(position, {
    drawn: [40, 7],
    levels: [
      { level: 2, answers: 0, right: 0 },
      { level: 0, answers: 2, right: 1 },
    ],
  });
});
