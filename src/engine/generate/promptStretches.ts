// E embedding-module rows of a run

import type { Step } from './prefillSteps.ts';

/** Scores of one head that one run of a holistic layer may hold: 4 MB, as much as a run over 1,024 rows from the start. */
const mostScores = 2 ** 20;

/**
 * Joins steps whose rows the holistic layers take in one run, after `held` rows: as many as their scores allow. The
 * weights of these layers are read and put in the kernel's order once for each such run, whatever its length.
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
