import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, runCommand } from './command.mjs';

/**
 * Runs the tests that need no editor, or only the files named. Prints what fails as it fails.
 * @param {readonly string[]} files relative to the repository; all by default
 * @returns {Promise<Counts>}
 */
export async function runUnitTests(files = []) {
  const chosen = files.length > 0 ? files : await unitTests();
  const folder = await mkdtemp(join(tmpdir(), 'hovle-tests-'));
  const tap = join(folder, 'results.tap');
  const reporters = [...to('spec', 'stdout'), ...to('tap', tap)];
  await runCommand(process.execPath, ['--import', 'tsx', '--test', together, ...reporters, ...chosen], { show: true });
  const counts = existsSync(tap) ? countsOfTap(await readFile(tap, 'utf8')) : oneFailure;
  await rm(folder, { recursive: true, force: true });
  return counts;
}

/**
 * Runs the tests in a real workbench, those of a group twice where few did not hold. Their last line says how many passed and failed.
 * @returns {Promise<Counts>}
 */
export async function runHostTests() {
  const args = ['--import', 'tsx', join('test', 'host', 'run.ts'), '--again'];
  const { status, output } = await runCommand(process.execPath, args, { show: true });
  return countsOfSummary(output, status);
}

/** Node's own default leaves one core to others, and where there are two that is half of them: most of a file's time is its loading. */
const together = `--test-concurrency=${Math.max(2, availableParallelism() - 1)}`;

/**
 * `names`: of what failed, as far as it has names.
 * @typedef {{ passed: number, failed: number, names?: readonly string[] }} Counts
 */

/** A stage that ended without saying how its tests went has failed as a whole. */
const oneFailure = { passed: 0, failed: 1 };

/**
 * @param {string} name
 * @param {string} destination
 */
const to = (name, destination) => [`--test-reporter=${name}`, `--test-reporter-destination=${destination}`];

/** Every test file but those of the workbench, sorted. */
async function unitTests() {
  const all = await readdir(join(root, 'test'), { recursive: true });
  const isUnitTest = (/** @type {string} */ path) => path.endsWith('.test.ts') && !/^host[\\/]/.test(path);
  return all
    .filter(isUnitTest)
    .map((path) => join('test', path))
    .sort();
}

/**
 * @param {string} tap
 * @returns {Counts}
 */
export function countsOfTap(tap) {
  const count = (/** @type {string} */ what) => Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(tap)?.[1] ?? NaN);
  const passed = count('pass');
  const failed = count('fail') + count('cancelled') + count('skipped') + count('todo');
  const names = [...tap.matchAll(/^ *not ok \d+ - (.*)$/gm)].map(([, name = '']) => name);
  return Number.isNaN(passed + failed) ? oneFailure : { passed, failed, names };
}

/**
 * A claim is printed with its seconds when it is checked; those that do not hold stand again, without them, before the summary.
 * @param {string} output
 * @param {number} status
 * @returns {Counts}
 */
export function countsOfSummary(output, status) {
  const last = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  if (!last) return oneFailure;
  const [passed, failed] = [Number(last[1]), Number(last[2])];
  const names = [...output.matchAll(/^✖ (.*)(?<! s\))$/gm)].map(([, name = '']) => name);
  return { passed, failed: status !== 0 && failed === 0 ? 1 : failed, names };
}
