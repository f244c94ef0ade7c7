import type { Check } from './check.ts';

/** The checks as an aligned table, misses marked. What was found stands last: it may be a sentence. */
export function printTable(checks: readonly Check[]): string {
  const rows = checks.map(({ set, subject, what, found, allowed, passed }) => [
    passed ? 'ok' : 'MISS',
    ...[set, subject, what, allowed, found.replaceAll('\n', ' ')],
  ]);
  const all = [['', 'set', 'case', 'check', 'allowed', 'found'], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
