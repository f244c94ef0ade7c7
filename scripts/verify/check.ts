/** One line of the table: what was compared, how far off it was, and how far it may be. */
export interface Check {
  readonly set: string;
  readonly subject: string;
  readonly what: string;
  readonly found: string;
  readonly allowed: string;
  readonly passed: boolean;
}

export type Outcome = Omit<Check, 'set' | 'subject'>;

/** Two lists of numbers that must agree to within `limit`. */
export function close(what: string, found: Float32Array, expected: Float32Array, limit: number): Outcome {
  const allowed = `≤ ${limit}`;
  if (found.length !== expected.length) {
    return { what, found: `${found.length} numbers, not ${expected.length}`, allowed, passed: false };
  }
  const worst = largestDifference(found, expected);
  return { what, found: worst.toExponential(1), allowed, passed: worst <= limit };
}

/** Two values that must be the same. */
export function equal(what: string, found: unknown, expected: unknown): Outcome {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
  return { what, found: a === b ? 'equal' : firstDifference(a, b), allowed: 'equal', passed: a === b };
}

/** What `compare` finds; an error is a miss that its sentence explains, so that all else is still compared. */
export async function attempted(what: string, compare: () => Promise<Outcome[]>): Promise<Outcome[]> {
  try {
    return await compare();
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return [{ what, found, allowed: 'no error', passed: false }];
  }
}

/** NaN where either side has one, which no limit admits. */
function largestDifference(a: Float32Array, b: Float32Array): number {
  let worst = 0;
  for (const [i, value] of a.entries()) {
    const difference = Math.abs(value - (b[i] ?? NaN));
    if (Number.isNaN(difference)) return NaN;
    worst = Math.max(worst, difference);
  }
  return worst;
}

function firstDifference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return `differs at character ${at}: ${a.slice(Math.max(0, at - 10), at + 20)}`;
}
