import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openCheckpoint } from '../../checkpoint/openCheckpoint.ts';
import { initialFactor, isFactor } from '../adapters/adapted.ts';
import type { Sequence } from '../batch/sequence.ts';
import { Trainer } from '../trainer.ts';
import { latestCheckpoint, readLearners, stateOf } from './checkpoints.ts';
import { openMetrics } from './metrics.ts';
import type { StagePlan } from './stagePlan.ts';
import { beginning, StageRun, type RunWatch, type StageEnd } from './stageRun.ts';

/** Runs a stage from its last checkpoint, or from the beginning where there is none, to its end. */
export async function runStage<S extends Sequence>(plan: StagePlan<S>, watch: RunWatch): Promise<StageEnd> {
  await mkdir(plan.out, { recursive: true });
  const resumed = await latestCheckpoint(plan.out);
  // Adapters are kept apart from what they adapt, which in a checkpoint they are merged into.
  const base = await openCheckpoint(plan.stage.adapters ? plan.model : (resumed ?? plan.model));
  try {
    const trainer = await Trainer.open(plan, async (tensor, shape) =>
      isFactor(tensor) ? initialFactor(tensor, shape, plan.seed) : base.readFloat32(tensor),
    );
    try {
      if (resumed) await readLearners(resumed, trainer.learners);
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
