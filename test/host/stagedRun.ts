import { syntheticRun } from './syntheticRun.ts';
import type { SyntheticRun } from './syntheticRun.ts';

/** An expression of the page: messages about a run of two stages, in each of which steps are counted anew. */
export function stagedRun(): string {
  return `(${make.toString()})(${syntheticRun()})`;
}

/** Runs in the page. */
function make({ runs, part }: SyntheticRun) {
  const run = runs.runs[0]!;
  const [last] = run.stages;
  const own = part(run.folder).stages[0]!;
  const [pinned] = run.pinned;
  return {
    runs: { ...runs, runs: [{ ...run, stages: [{ ...last, name: 'distill', isDone: true }, last] }] },
    part: {
      ...{ kind: 'part', folder: run.folder },
      // The second comes first, and has answered twice where it was gone on with.
      stages: [1, 0].map((stage) => ({
        ...{ ...own, stage },
        predictions: [50, 100, ...(stage === 1 ? [50] : [])].map((step, time) => ({
          ...{ ...pinned, step },
          answer: `stage ${stage}, step ${step}, time ${time}`,
        })),
      })),
    },
  };
}
