// E embedding-module rows of a run

import type { Step } from './prefillSteps.ts';

/** E of one run of a holistic layer: longer runs gain little and hold more (docs/decisions/0014). */
const mostRows = 512;
/** Scores of one head that such a run may hold, 4 MB: past 2,048 rows runs are shorter. */
const mostScores = 2 ** 20;

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
    const isTooMuch = rows > mostRows || rows * (before + rows) > mostScores;
    if (open.length > 0 && isTooMuch) {
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
