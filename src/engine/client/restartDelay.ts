/** How often and how soon a crashed engine is started again. */
export interface RestartLimits {
  /** After more crashes than this within the window, nothing is started until it has passed. */
  mostCrashes: number;
  windowMs: number;
  /** Wait after the first crash of the window; each further one doubles it. */
  firstDelayMs: number;
}

export const restartLimits: RestartLimits = { mostCrashes: 5, windowMs: 60_000, firstDelayMs: 500 };

/** Milliseconds from now until the next start is allowed; undefined where the engine crashed too often. */
export function restartDelay(crashTimes: readonly number[], now: number, limits = restartLimits): number | undefined {
  const recent = recentCrashes(crashTimes, now, limits);
  const last = recent.at(-1);
  if (last === undefined) return 0;
  if (recent.length > limits.mostCrashes) return undefined;
  return Math.max(0, last + limits.firstDelayMs * 2 ** (recent.length - 1) - now);
}

/** The crashes that still count. */
export function recentCrashes(crashTimes: readonly number[], now: number, { windowMs } = restartLimits): number[] {
  return crashTimes.filter((time) => now - time < windowMs);
}
