/** Claims about the program, each with what shows it. */
export type Claims = Readonly<Record<string, () => Promise<void>>>;

/** Checks every claim, whatever became of the others, and counts. */
export async function checkClaims(claims: Claims, report: (line: string) => void): Promise<Tally> {
  const tally = { passed: 0, failed: 0 };
  for (const [claim, show] of Object.entries(claims)) {
    const start = performance.now();
    const error = await outcome(show);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    report(error === undefined ? `✔ ${claim} (${seconds} s)` : `✖ ${claim} (${seconds} s)\n${describe(error)}`);
    tally[error === undefined ? 'passed' : 'failed']++;
  }
  return tally;
}

/** How many claims held. */
export interface Tally {
  passed: number;
  failed: number;
}

/** The line that ends a run. */
export function summary({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`;
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
