import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openCheckpoint } from '../../checkpoint/openCheckpoint.ts';
import type { Sequence } from '../batch/sequence.ts';
import { Trainer } from '../trainer.ts';
import { latestCheckpoint, readMoments, stateOf } from './checkpoints.ts';
import { openMetrics } from './metrics.ts';
import type { StagePlan } from './stagePlan.ts';
import { beginning, StageRun, type RunWatch, type StageEnd } from './stageRun.ts';

/** Runs a stage from its last checkpoint, or from the beginning where there is none, to its end. */
export async function runStage<S extends Sequence>(plan: StagePlan<S>, watch: RunWatch): Promise<StageEnd> {
  await mkdir(plan.out, { recursive: true });
  const resumed = await latestCheckpoint(plan.out);
  const base = await openCheckpoint(resumed ?? plan.model);
  try {
    const trainer = await Trainer.open(plan, (tensor) => base.readFloat32(tensor));
    try {
      if (resumed) await readMoments(resumed, trainer.learners);
      const state = resumed ? await stateOf(resumed, plan.stage.name) : beginning(plan);
      const metrics = await openMetrics(join(plan.out, 'metrics.jsonl'), state.step);
      const run = new StageRun({ plan, watch, trainer, base, metrics }, state);
      return await run.toEnd().finally(() => metrics.close());
    } finally {
      await trainer.close();
    }
  } finally {
    await base.close();
  }
}
