import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../command.mjs';
import { targets } from './targets.mjs';

/**
 * What a package may hold is written down twice: what is the same everywhere, and what is one platform's own.
 * @param {string} target
 */
const listsOf = (target) => ['everywhere', target].map((name) => join(root, 'test/golden/package', `${name}.txt`));

/**
 * How the contents of a package differ from what is written down; empty where they do not.
 * @param {string} target
 * @param {readonly string[]} names as in the archive
 * @returns {Promise<string[]>} lines such as `+ dist/new.js`
 */
export async function contentsDiffer(target, names) {
  const texts = await Promise.all(listsOf(target).map((file) => readFile(file, 'utf8')));
  const expected = texts.flatMap((text) => text.split('\n').filter((line) => line !== ''));
  const found = [...new Set(names.map(stableName))];
  return [
    ...found.filter((name) => !expected.includes(name)).map((name) => `+ ${name}`),
    ...expected.filter((name) => !found.includes(name)).map((name) => `- ${name}`),
  ];
}

/**
 * Writes the lists from the contents of a package.
 * @param {string} target
 * @param {readonly string[]} names
 */
export async function writeContents(target, names) {
  const all = [...new Set(names.map(stableName))].sort();
  const [everywhere, own] = [all.filter((name) => !isOwn(name)), all.filter(isOwn)];
  const [everywhereFile = '', ownFile = ''] = listsOf(target);
  await writeFile(everywhereFile, `${everywhere.join('\n')}\n`);
  await writeFile(ownFile, `${own.join('\n')}\n`);
}

/**
 * The name without the editor's folder in the archive, and with what changes with versions and contents left open.
 * @param {string} name
 */
export function stableName(name) {
  return name
    .replace(/^extension\//, '')
    .replace(/\d+\.\d+\.\d+/g, 'VERSION')
    .replace(/[\w-]+-[A-Z0-9]{8}(?=\.cjs$)/, 'PART');
}

/**
 * Whether a file is there for one platform: it lies in a folder or a package that a platform is named after.
 * @param {string} name
 */
function isOwn(name) {
  return Object.values(targets).some(
    ({ os, cpu }) => name.includes(`/${os}/${cpu}/`) || name.includes(`-${os}-${cpu}/`),
  );
}
