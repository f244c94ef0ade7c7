import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { openCheckpoint } from '../../../../src/engine/checkpoint/openCheckpoint.ts';
import { openMetrics } from '../../../../src/engine/train/loop/metrics.ts';
import { StageRun } from '../../../../src/engine/train/loop/stageRun.ts';
import { beginning } from '../../../../src/engine/train/loop/startingState.ts';
import { Trainer } from '../../../../src/engine/train/trainer.ts';
import { refused } from '../../checkpoint/refused.ts';
import { temporaryFolder } from '../../checkpoint/temporaryFolder.ts';
import { colourPlan } from './colourRun.ts';

/** Takes so many lines, and then none for want of space. */
function fullAfter(lines: number): () => Writable {
  let taken = 0;
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
  return () => new Writable({ write: (_line, _encoding, done) => done(taken++ < lines ? null : full) });
}

test('a full disk ends a run between two checkpoints with one of the step before, and says so', async (t) => {
  const plan = await colourPlan(await temporaryFolder(t), { checkpoints: { every: 1000, keep: 2 } });
  const base = await openCheckpoint(plan.model);
  t.after(() => base.close());
  const trainer = await Trainer.open(plan, (tensor) => base.readFloat32(tensor));
  t.after(() => trainer.close());
  const metrics = await openMetrics(join(plan.out, 'metrics.jsonl'), 0, fullAfter(2));
  const run = new StageRun({ plan, watch: { clock: () => 0 }, trainer, base, metrics }, beginning(plan));
  await refused(() => run.toEnd(), 'disk/full');
  await refused(() => metrics.close(), 'disk/full');
  assert.deepEqual(await readdir(plan.out), ['step-00000003']);
});
