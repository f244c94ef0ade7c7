import { join, resolve } from 'node:path';
import { printTable } from './verify/printTable.ts';
import { verifyFolder } from './verify/verifyFolder.ts';

/**
 * `npm run verify -- DIR`: checks the engine against the reference sets of a folder, by default those of
 * test/golden/reference. Prints a table; exits 1 when anything misses or there is nothing to check.
 */
const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '..', 'test', 'golden', 'reference'));
const checks = await verifyFolder(folder);
const missed = checks.filter(({ passed }) => !passed).length;
process.stdout.write(printTable(checks));
process.stdout.write(`\n${checks.length - missed} checks passed, ${missed} missed\n`);
if (missed > 0 || checks.length === 0) process.exitCode = 1;
