import { createHash } from 'node:crypto';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runCommand } from './command.mjs';

/**
 * Brings a checkout to where its programs run: packages installed, bundles built. Skips what is up to date.
 * Prints one line a step; throws a `SetUpError` whose message says what to do.
 */
export async function prepare() {
  await preparePackages();
  await prepareBundles();
}

/** The oldest Node that runs what ships, and the oldest that runs the tools of the checks as well. */
export const oldestNode = { forUse: '20.11', forChecks: '20.19' };

/** Checks Node and installs the packages of package-lock.json where they are not there yet. */
export async function preparePackages(oldest = oldestNode.forUse) {
  checkNode(oldest);
  if (await packagesAreCurrent()) say('Packages', 'up to date');
  else await installPackages();
}

/** Builds dist/ where a source has changed since it was built. */
export async function prepareBundles() {
  const sources = await fingerprint();
  if ((await readIfThere(stamp)) === sources) say('Build', 'up to date');
  else await rebuild(sources);
}

/** A set-up step failed; the message is a sentence for the person at the terminal. */
export class SetUpError extends Error {}

/**
 * Prints one aligned line about a step.
 * @param {string} step
 * @param {string} state
 */
export function say(step, state) {
  console.log(`${step.padEnd(10)} ${state}`);
}

/** @param {string} oldest */
function checkNode(oldest) {
  const here = process.versions.node;
  if (here.localeCompare(oldest, 'en', { numeric: true }) < 0)
    throw new SetUpError(`This is Node ${here}; ${oldest} or newer is needed. Install a current one from nodejs.org.`);
  say('Node', here);
}

/** Whether node_modules holds every package of package-lock.json at its version. npm writes what it installed into node_modules. */
async function packagesAreCurrent() {
  const wanted = await readPackages('package-lock.json');
  const installed = await readPackages(join('node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, { version?: string, optional?: boolean }> | undefined>}
 */
async function readPackages(file) {
  const text = await readIfThere(file);
  return text === undefined ? undefined : JSON.parse(text).packages;
}

/**
 * @param {string} file
 * @returns {Promise<string | undefined>}
 */
async function readIfThere(file) {
  try {
    return await readFile(join(root, file), 'utf8');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function installPackages() {
  say('Packages', 'installing (the first time takes a minute or two) …');
  const [program, ...before] = npmCommand();
  const { status, output } = await runCommand(program, [...before, 'ci', ...npmOptions]);
  if (status !== 0) throw new SetUpError(npmSentence(output));
  say('Packages', 'installed');
}

/** Without a network npm would try for more than a minute before it says so. */
export const npmOptions = [
  ...['--prefer-offline', '--no-audit', '--no-fund', '--no-update-notifier'],
  ...['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'],
];

/** npm as a program and its first arguments. On Windows `npm` is a script that only a shell could start. */
export function npmCommand() {
  const npm = process.env['npm_execpath'];
  return /** @type {[string, ...string[]]} */ (npm?.endsWith('.js') ? [process.execPath, npm] : ['npm']);
}

/** What to do about npm's usual reasons to fail. The first that fits is said. */
const npmReasons = [
  {
    pattern: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTCACHED|ENETUNREACH/,
    advice: 'npm could not reach its registry, which the first start needs. Check the network and start again.',
  },
  { pattern: /ENOSPC/, advice: 'The disk is full. The packages need about 600 MB. Free some space and start again.' },
  { pattern: /EACCES|EPERM/, advice: 'npm may not write here. Check who owns this folder and start again.' },
  { pattern: /(?:)/, advice: 'npm could not install the packages. Its own message stands above.' },
];

/**
 * What npm said about its failure, and what to do about it.
 * @param {string} output
 */
export function npmSentence(output) {
  const lines = output.split('\n').filter((line) => line.startsWith('npm error'));
  return `${lines.slice(0, 8).join('\n')}\n\n${npmReasons.find(({ pattern }) => pattern.test(output))?.advice}`;
}

/** @param {string} sources */
async function rebuild(sources) {
  const { status, output } = await runCommand(process.execPath, [join('scripts', 'build.mjs')]);
  if (status !== 0) throw new SetUpError(`${output.trim()}\n\nThe build failed; esbuild's message stands above.`);
  await writeFile(join(root, stamp), sources);
  say('Build', output.trim());
}

/** Names the state of the sources that the bundles were made from. */
const stamp = join('dist', '.sources');

/** Changes when a file that enters the bundles does: path, size and time of change of each. */
async function fingerprint() {
  const hash = createHash('sha256');
  for (const folder of ['src', 'scripts']) await addFolder(hash, folder);
  await addFile(hash, 'package-lock.json');
  return hash.digest('hex');
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} folder
 */
async function addFolder(hash, folder) {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    await (entry.isDirectory() ? addFolder(hash, path) : addFile(hash, path));
  }
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} path
 */
async function addFile(hash, path) {
  const { size, mtimeMs } = await stat(join(root, path));
  hash.update(`${path}\0${size}\0${mtimeMs}\n`);
}
