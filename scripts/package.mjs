import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { root } from './command.mjs';
import { contentsDiffer, writeContents } from './package/contents.mjs';
import { stageExtension } from './package/stage.mjs';
import { targets } from './package/targets.mjs';
import { zipEntries } from './package/zipEntries.mjs';
import { prepareBundles } from './prepare.mjs';

/** An extension that is larger takes too long to install over a slow line. */
const limitBytes = 60_000_000;

/**
 * `npm run package -- [TARGET …]`: makes `dist-vsix/hovle-TARGET.vsix`, with only that platform's libraries; all platforms by
 * default. What it holds must be what test/golden/package says, unless `--write-lists` writes it down anew.
 */
const { values: options, positionals } = parseArgs({
  options: { 'write-lists': { type: 'boolean', default: false } },
  allowPositionals: true,
});
const chosen = positionals.length > 0 ? positionals : Object.keys(targets);
const unknown = chosen.filter((name) => !Object.hasOwn(targets, name));
if (unknown.length > 0) {
  console.error(`${unknown.join(', ')}: not a platform. Known are ${Object.keys(targets).join(', ')}.`);
  process.exitCode = 2;
} else {
  await prepareBundles();
  for (const name of chosen) await packageFor(name);
}

/** @param {string} name of the target */
async function packageFor(name) {
  // The table has every name that came this far.
  const target = /** @type {import('./package/targets.mjs').Target} */ (targets[name]);
  const cwd = join(root, '.cache', 'package', name);
  const packagePath = join(root, 'dist-vsix', `hovle-${name}.vsix`);
  await mkdir(join(root, 'dist-vsix'), { recursive: true });
  await stageExtension(cwd, target);
  await createVSIX({ cwd, packagePath, target: name, rewriteRelativeLinks: false, allowMissingRepository: true });
  await check(name, packagePath);
}

/**
 * Tells what was made, and whether it is what it should be.
 * @param {string} name
 * @param {string} packagePath
 */
async function check(name, packagePath) {
  const archive = await readFile(packagePath);
  const names = zipEntries(archive).map((entry) => entry.name);
  if (options['write-lists']) await writeContents(name, names);
  const differences = await contentsDiffer(name, names);
  const problems = [
    ...(archive.length > limitBytes ? [`It has more than ${limitBytes} bytes.`] : []),
    ...(differences.length > 0 ? ['It does not hold what test/golden/package says:', ...differences] : []),
  ];
  console.log(`${name.padEnd(14)} ${(archive.length / 1e6).toFixed(1)} MB, ${names.length} files  ${packagePath}`);
  for (const problem of problems) console.error(`  ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}
