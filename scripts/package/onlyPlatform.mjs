import { readdir, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/**
 * Removes, in a folder where packages were installed, the libraries of ONNX Runtime for other platforms: its package
 * carries those of all. Fails where this platform's are not there.
 * @param {string} folder
 * @param {import('./targets.mjs').Target} target
 */
export async function keepOnlyPlatform(folder, target) {
  const binaries = join(folder, 'node_modules', 'onnxruntime-node', 'bin');
  const files = await filesBelow(binaries);
  const kept = files.filter((file) => isNeeded(file, target));
  if (!kept.some((file) => file.endsWith('.node')))
    throw new Error(`onnxruntime-node has no library for ${target.os} on ${target.cpu}.`);
  for (const file of files) if (!kept.includes(file)) await rm(join(binaries, file));
}

/**
 * Whether a file below onnxruntime-node/bin, such as `napi-v6/linux/x64/libonnxruntime.so.1`, is one that the target needs.
 * @param {string} file
 * @param {import('./targets.mjs').Target} target
 */
function isNeeded(file, { os, cpu, unused = [] }) {
  const [, fileOs, fileCpu, name = ''] = file.split('/');
  return fileOs === os && fileCpu === cpu && !unused.some((pattern) => new RegExp(`^${pattern}$`).test(name));
}

/**
 * Paths of all files below a folder, relative to it, with slashes.
 * @param {string} folder
 */
async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).replaceAll(sep, '/'));
}
