/** How the learning rate goes over a run. */
export interface Schedule {
  /** The highest rate. */
  readonly rate: number;
  /** Steps over which the rate grows from 0 to its highest. */
  readonly warmupSteps: number;
  /** Steps of the whole run; afterwards the rate stays at its lowest. */
  readonly totalSteps: number;
  /** The last rate as a share of the highest, in [0, 1]. */
  readonly finalShare: number;
}

/** The learning rate of step `step`, counted from 1: a straight line up, then half a cosine down (arXiv 1608.03983). */
export function learningRate({ rate, warmupSteps, totalSteps, finalShare }: Schedule, step: number): number {
  if (step <= warmupSteps) return (rate * step) / warmupSteps;
  const progress = Math.min(1, (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps));
  const share = (1 + Math.cos(Math.PI * progress)) / 2;
  return rate * (finalShare + (1 - finalShare) * share);
}
