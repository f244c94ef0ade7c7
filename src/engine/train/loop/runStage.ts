import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checkpoint } from '../../checkpoint/checkpoint.ts';
import { openCheckpoint } from '../../checkpoint/openCheckpoint.ts';
import { initialFactor, isFactor } from '../adapters/adapted.ts';
import type { Sequence } from '../batch/sequence.ts';
import { Trainer } from '../trainer.ts';
import { latestCheckpoint, openLearned, stateOf } from './checkpoints.ts';
import { openMetrics } from './metrics.ts';
import type { StagePlan } from './stagePlan.ts';
import { StageRun, type RunWatch, type StageEnd } from './stageRun.ts';
import { beginning, goingOn } from './startingState.ts';

/** Runs a stage from its last checkpoint, or from the beginning where there is none, to its end. */
export async function runStage<S extends Sequence>(plan: StagePlan<S>, watch: RunWatch): Promise<StageEnd> {
  await mkdir(plan.out, { recursive: true });
  const resumed = await latestCheckpoint(plan.out);
  // Adapters are kept apart from what they adapt, which in a checkpoint they are merged into.
  const base = await openCheckpoint(plan.stage.adapters ? plan.model : (resumed ?? plan.model));
  try {
    const trainer = await openTrainer(plan, base, resumed);
    try {
      const state = resumed ? goingOn(plan, await stateOf(resumed, plan.stage.name)) : beginning(plan);
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

/** The trainer of a plan, as it was at the checkpoint `resumed` where there is one. */
async function openTrainer<S extends Sequence>(
  plan: StagePlan<S>,
  base: Checkpoint,
  resumed: string | undefined,
): Promise<Trainer<S>> {
  const kept = resumed === undefined ? undefined : await openLearned(resumed);
  const factor = (tensor: string, shape: readonly number[]): Promise<Float32Array> =>
    kept ? kept.factor(tensor) : Promise.resolve(initialFactor(tensor, shape, plan.seed));
  try {
    return await Trainer.open(
      plan,
      (tensor, shape) => (isFactor(tensor) ? factor(tensor, shape) : base.readFloat32(tensor)),
      kept?.moment,
    );
  } finally {
    await kept?.close();
  }
}
