import { join } from 'node:path';
import { root, runCommand } from './command.mjs';

/** Everything `npm run check` looks at: a name and the tool with its arguments. */
const checks = [
  { name: 'types', tool: 'typescript/bin/tsc', args: ['-p', '.'] },
  { name: 'types of webviews', tool: 'typescript/bin/tsc', args: ['-p', 'src/webview'] },
  { name: 'types of scripts', tool: 'typescript/bin/tsc', args: ['-p', 'scripts'] },
  { name: 'lint', tool: 'eslint/bin/eslint.js', args: ['.', '--max-warnings', '0'] },
  { name: 'format', tool: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
  {
    name: 'dependencies',
    tool: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['--config', '.dependency-cruiser.mjs', 'src', 'test', 'bench', 'scripts'],
  },
  { name: 'dead code', tool: 'knip/bin/knip.js', args: ['--no-progress'] },
  { name: 'sizes of bundles', tool: '../scripts/checkBundleSizes.mjs', args: [] },
];

/**
 * Runs every check, whatever the others found, and prints one line each, with the findings of those that fail.
 * @returns {Promise<import('./tests.mjs').Counts>}
 */
export async function runChecks() {
  const names = [];
  for (const { name, tool, args } of checks) {
    const { status, output } = await runCommand(process.execPath, [join(root, 'node_modules', tool), ...args]);
    console.log(status === 0 ? `✔ ${name}` : `✖ ${name}\n${output.trim()}\n`);
    if (status !== 0) names.push(name);
  }
  return { passed: checks.length - names.length, failed: names.length, names };
}
