import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { deviceNames } from '../src/engine/api/choices.ts';
import { printTable } from './verify/printTable.ts';
import { verifyFolder } from './verify/verifyFolder.ts';

/**
 * `npm run verify -- [--device D] [DIR]`: checks the engine against the reference sets of a folder, by default those of
 * test/golden/reference. Prints a table; exits 1 when anything misses or there is nothing to check.
 */
const { values, positionals } = parseArgs({ options: { device: { type: 'string' } }, allowPositionals: true });
const folder = resolve(positionals[0] ?? join(import.meta.dirname, '..', 'test', 'golden', 'reference'));
const device = deviceNames.find((name) => name === (values.device ?? 'cpu'));
if (!device) throw new RangeError(`There is no device ${values.device}; there are ${deviceNames.join(', ')}.`);
const checks = await verifyFolder(folder, device);
const missed = checks.filter(({ passed }) => !passed).length;
process.stdout.write(printTable(checks));
process.stdout.write(`\n${checks.length - missed} checks passed, ${missed} missed\n`);
if (missed > 0 || checks.length === 0) process.exitCode = 1;
