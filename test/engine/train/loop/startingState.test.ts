import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginning, drawRule, goingOn } from '../../../../src/engine/train/loop/startingState.ts';
import { temporaryFolder } from '../../checkpoint/temporaryFolder.ts';
import { colourPlan } from './colourRun.ts';

test('a later stage draws other samples of an endless source, and counts those of a finite one from the beginning', async (t) => {
  const first = await colourPlan(await temporaryFolder(t));
  const [entry] = first.mixture;
  const finite = { ...entry!, source: { ...entry!.source, length: 50 } };
  const plan = { ...first, mixture: [entry!, finite] };
  const indices = (place: number) =>
    beginning({ ...plan, place })
      .pending.flat()
      .flatMap(({ source, index }) => (source === 0 ? [index] : []));
  assert.deepEqual(beginning({ ...plan, place: 0 }), beginning(plan));
  assert.equal(Math.min(...indices(0)), 0);
  const seen = new Set([...indices(0), ...indices(1), ...indices(2)]);
  assert.equal(seen.size, 3 * indices(0).length);
  assert.ok(beginning({ ...plan, place: 2 }).position.drawn[1]! < 50);
});

test('a run goes on with the seed and the samples that it began with', async (t) => {
  const plan = await colourPlan(await temporaryFolder(t));
  const state = beginning(plan);
  const other = { ...plan, seed: plan.seed + 1, place: 1 };
  assert.deepEqual(goingOn(other, state), state);
  assert.equal(drawRule(other, state).seed, plan.seed);
});
