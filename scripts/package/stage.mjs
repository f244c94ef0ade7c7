import { cp, mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runCommand } from '../command.mjs';
import { npmCommand, npmOptions, npmSentence } from '../prepare.mjs';
import { keepOnlyPlatform } from './onlyPlatform.mjs';

/**
 * Makes a folder that holds what the extension for one platform is packaged from: the built files, and the packages that
 * are not bundled at the versions of package-lock.json. The checkout's own packages are left alone.
 * @param {string} folder made anew
 * @param {import('./targets.mjs').Target} target
 */
export async function stageExtension(folder, target) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const name of copied) await cp(join(root, name), join(folder, name), { recursive: true });
  await installPackages(folder, target);
  await keepOnlyPlatform(folder, target);
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  await writeFile(join(folder, 'package.json'), JSON.stringify(shippedManifest(manifest), null, 2));
}

const copied = [
  ...['package.json', 'package.nls.json', 'package.nls.zh-cn.json', 'package-lock.json', '.npmrc', '.vscodeignore'],
  ...['README.md', 'CHANGELOG.md', 'LICENSE', 'examples', 'l10n', 'media', 'dist'],
];

/**
 * The manifest without what only a checkout needs.
 * @param {Record<string, unknown>} manifest
 */
export function shippedManifest({ devDependencies: _, scripts: __, private: ___, ...shipped }) {
  return shipped;
}

/**
 * @param {string} folder
 * @param {import('./targets.mjs').Target} target
 */
async function installPackages(folder, { os, cpu, libc }) {
  const [program, ...before] = npmCommand();
  const platform = [`--os=${os}`, `--cpu=${cpu}`, ...(libc ? [`--libc=${libc}`] : [])];
  // Reached through a link, npm takes the folder for a package of another name than the lock file has.
  const args = [...before, 'ci', '--prefix', await realpath(folder), '--omit=dev', ...platform, ...npmOptions];
  const { status, output } = await runCommand(program, args);
  if (status !== 0) throw new Error(npmSentence(output));
}
