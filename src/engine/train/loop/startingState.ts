import type { Sequence } from '../batch/sequence.ts';
import { drawStep, firstPosition, type DrawRule } from './draws.ts';
import { movedPosition } from './movedPosition.ts';
import type { RunState } from './runState.ts';
import type { StagePlan } from './stagePlan.ts';

/** The state before the first step. */
export function beginning<S extends Sequence>(plan: StagePlan<S>): RunState {
  const rule = drawRule(plan, plan);
  let position = firstPosition(rule);
  const pending = Array.from({ length: plan.readAhead }, (_, i) => {
    const { draws, drawn } = drawStep(rule, position, i + 1);
    position = { ...position, drawn };
    return draws;
  });
  const { stage, seed } = plan;
  const none = { step: 0, samples: 0, rejected: 0, stale: 0 };
  return { stage: stage.name, seed, ...none, position, pending, sources: sourcesOf(plan) };
}

/** The state of a checkpoint, for a plan that may draw from other sources than the one that it was made by. */
export function goingOn<S extends Sequence>(plan: StagePlan<S>, state: RunState): RunState {
  return movedPosition(state, drawRule(plan, state), sourcesOf(plan));
}

/** What the draws of a run follow from. A run keeps the seed that it began with. */
export function drawRule<S extends Sequence>(
  { samplesPerStep, mixture, earlierShare, anyShare = 0, place = 0 }: StagePlan<S>,
  { seed }: Pick<RunState, 'seed'>,
): DrawRule {
  const sources = mixture.map(({ weight, source: { length }, levels }) => ({
    weight,
    ...(length !== undefined && { length }),
    ...(levels?.first !== undefined && { first: levels.first }),
    ...(levels && { highest: levels.highest }),
  }));
  return { seed, samplesPerStep, sources, earlierShare, anyShare, firstIndex: place * indicesOfStage };
}

/** More than a stage draws of any source. */
const indicesOfStage = 2 ** 32;

function sourcesOf<S extends Sequence>({ mixture }: StagePlan<S>): string[] {
  return mixture.map(({ source }) => source.name);
}
