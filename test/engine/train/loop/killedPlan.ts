import type { StagePlan } from '../../../../src/engine/train/loop/stagePlan.ts';
import type { Answer } from '../../../../src/engine/train/nextTokenLoss.ts';
import { colourPlan } from './colourRun.ts';

/** A run that writes so many checkpoints that a kill at any moment may hit one. */
export function killedPlan(out: string): Promise<StagePlan<Answer>> {
  return colourPlan(out, {
    samplesPerStep: 4,
    schedule: { rate: 1e-3, warmupSteps: 5, totalSteps: 160, finalShare: 0.1 },
    evaluation: { every: 9, samples: 3 },
    checkpoints: { every: 2, keep: 3 },
  });
}
