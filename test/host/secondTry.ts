import type { Failure, Tally } from './claims.ts';

/**
 * Checks claims once more, from the start and on a stage of their own, where few of them did not hold. A claim that fails twice has failed;
 * one that fails once is unsteady: docs/decisions/0015-a-second-try.md.
 */
export async function withSecondTry(check: () => Promise<Tally>, report: (line: string) => void): Promise<Tally> {
  const first = await check();
  if (first.failures.length === 0 || first.failures.length > mostAtOnce) return first;
  report('↻ Checked again from the start, on a new stage:');
  const second = await check();
  const failures = second.failures.filter(isAmong(first.failures));
  const unsteady = [...first.failures, ...second.failures].filter((failure) => !isAmong(failures)(failure));
  return { passed: first.passed + first.failures.length - failures.length, failures, unsteady };
}

/** More than that is no accident of timing. */
const mostAtOnce = 3;

const isAmong =
  (failures: readonly Failure[]) =>
  ({ claim }: Failure) =>
    failures.some((other) => other.claim === claim);
