import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate } from '../../../../src/engine/train/loop/evaluate.ts';
import { firstLevel } from '../../../../src/engine/train/loop/levels.ts';
import type { Answer } from '../../../../src/engine/train/nextTokenLoss.ts';
import type { SampleSource } from '../../../../src/engine/train/samples/sample.ts';
import type { Rows } from '../../../../src/engine/train/trainer.ts';
import { colourPlan } from './colourRun.ts';

/** Held-out records as folders have them: all of one kind, then all of the other. */
const sorted: SampleSource<Answer> = {
  name: 'sorted',
  length: 100,
  read: (index) => Promise.resolve({ sequence: { ids: [1, 2], weights: [0, 1] }, tasks: [index < 50 ? 'cat' : 'dog'] }),
};

/** Knows every answer. */
const knowing = {
  examine: (runs: readonly Rows<Answer>[]) =>
    Promise.resolve({ loss: 0, scores: runs.flat(2).map(() => [{ tokens: 1, right: 1 }]) }),
};

test('of sorted held-out data a part is looked at that is as varied as all of it, each sample once', async () => {
  const plan = await colourPlan('nowhere', {
    mixture: [{ source: sorted, weight: 1, heldOut: sorted }],
    evaluation: { every: 1, samples: 32 },
  });
  const { accuracy } = await evaluate(knowing, plan, [firstLevel]);
  const [cats, dogs] = ['cat', 'dog'].map((task) => accuracy[task]?.['0']?.answers ?? 0);
  assert.equal(cats! + dogs!, 32);
  assert.ok(Math.min(cats!, dogs!) > 12, `${cats} cats and ${dogs} dogs`);
  const all = await evaluate(knowing, { ...plan, evaluation: { every: 1, samples: 500 } }, [firstLevel]);
  assert.equal(all.accuracy['cat']?.['0']?.answers, 50);
});
