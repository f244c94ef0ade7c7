// E embedding-module rows of a run

import type { Step } from './prefillSteps.ts';

/** Scores of one head that one run of a holistic layer may hold: as many as 512 rows from the start have (docs/decisions/0014). */
const mostScores = 2 ** 18;

/**
 * Joins steps whose rows the holistic layers take in one run, after `held` rows. The weights of these layers are read and
 * put in the kernel's order once for each such run, whatever its length.
 */
export function promptStretches(steps: readonly Step[], held: number): Step[][] {
  const stretches: Step[][] = [];
  let open: Step[] = [];
  let before = held;
  for (const step of steps) {
    const rows = rowsOf(open) + step.rows;
    if (open.length > 0 && rows * (before + rows) > mostScores) {
      before += rowsOf(open);
      stretches.push(open);
      open = [];
    }
    open.push(step);
  }
  return open.length > 0 ? [...stretches, open] : stretches;
}

/** Their E together. */
function rowsOf(steps: readonly Step[]): number {
  return steps.reduce((sum, { rows }) => sum + rows, 0);
}
