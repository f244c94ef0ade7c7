import { runChecks } from './checks.mjs';
import { prepareGraphics } from './prepareGraphics.mjs';
import { oldestNode, prepareBundles, preparePackages, SetUpError } from './prepare.mjs';
import { runHostTests, runUnitTests } from './tests.mjs';

/** @typedef {import('./tests.mjs').Counts} Counts */

/**
 * What `npm test` runs, in order. A stage that fails does not hide those after it, but without packages nothing can run.
 * @type {readonly { name: string, run: () => Promise<Counts>, needed?: true }[]}
 */
const stages = [
  { name: 'Packages', run: () => setUp(() => preparePackages(oldestNode.forChecks)), needed: true },
  { name: 'Build', run: () => setUp(prepareBundles) },
  { name: 'Checks', run: runChecks },
  { name: 'Graphics', run: () => setUp(prepareGraphics) },
  { name: 'Tests', run: () => runUnitTests() },
  { name: 'Tests in a workbench', run: runHostTests },
];

const total = { passed: 0, failed: 0 };
/** @type {string[]} */
const failures = [];
for (const { name, run, needed } of stages) {
  console.log(`\n— ${name} —`);
  const { passed, failed, names = [] } = await run();
  total.passed += passed;
  total.failed += failed;
  failures.push(...names.map((failure) => `✖ ${name}: ${failure}`));
  if (needed && failed > 0) break;
}
// Whoever sees only the last lines of a run learns what to look for.
if (failures.length > 0) console.log(`\n${failures.join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/**
 * Set-up is no test: it counts only where it fails.
 * @param {() => Promise<void>} step
 */
async function setUp(step) {
  try {
    await step();
    return { passed: 0, failed: 0 };
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.error(error.message);
    return { passed: 0, failed: 1, names: [error.message] };
  }
}
