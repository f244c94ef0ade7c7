/** Claims about the program, each with what shows it. */
export type Claims = Readonly<Record<string, () => Promise<void>>>;

/** Checks every claim, whatever became of the others. */
export async function checkClaims(claims: Claims, report: (line: string) => void): Promise<Tally> {
  const tally: Tally = { passed: 0, failures: [], unsteady: [] };
  for (const [claim, show] of Object.entries(claims)) {
    const start = performance.now();
    const error = await outcome(show);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    if (error === undefined) tally.passed++;
    else tally.failures.push({ claim, why: describe(error) });
    report(error === undefined ? `✔ ${claim} (${seconds} s)` : `✖ ${claim} (${seconds} s)\n${describe(error)}`);
  }
  return tally;
}

/** How claims went. */
export interface Tally {
  passed: number;
  failures: Failure[];
  /** Those that held only when they were checked again; they count as passed. */
  unsteady: Failure[];
}

/** A claim that did not hold. */
export interface Failure {
  claim: string;
  /** With the stack where there is one. */
  why: string;
}

/** What several checks found together. */
export function addTallies(all: readonly Tally[]): Tally {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failures: all.flatMap(({ failures }) => failures),
    unsteady: all.flatMap(({ unsteady }) => unsteady),
  };
}

/** The lines that end a run: what did not hold, with the reasons, and last the counts. */
export function summary({ passed, failures, unsteady }: Tally): string {
  return [
    ...failures.map(({ claim, why }) => `✖ ${claim}\n${why}\n`),
    ...unsteady.map(({ claim, why }) => `↻ ${claim} (held when checked again)\n${why}\n`),
    `${passed} passed, ${failures.length} failed`,
  ].join('\n');
}

async function outcome(show: () => Promise<void>): Promise<unknown> {
  try {
    await show();
    return undefined;
  } catch (error) {
    return error ?? new Error('Nothing was said about the failure.');
  }
}

const describe = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));
