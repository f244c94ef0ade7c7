import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import peer from './package.json' with { type: 'json' };

const run = promisify(execFile);

// The libraries' version is the package's own.
const version = peer.dependencies['node-llama-cpp'];

/** The package with llama.cpp's library for each platform; those for graphics cards are some 700 MB and left out. */
const libraries: Readonly<Record<string, string>> = {
  'linux-x64': '@node-llama-cpp/linux-x64',
  'linux-arm64': '@node-llama-cpp/linux-arm64',
  'win32-x64': '@node-llama-cpp/win-x64',
  'darwin-arm64': '@node-llama-cpp/mac-arm64-metal',
};

/**
 * Installs node-llama-cpp into the cache on the first run, from the lock beside this file, and returns its entry.
 * It is no dependency of the project: only benchmarks need it.
 */
export async function installPeer(cacheFolder: string, log: (line: string) => void): Promise<string> {
  const folder = join(cacheFolder, 'peer');
  const entry = join(folder, 'node_modules', 'node-llama-cpp', 'dist', 'index.js');
  const library = libraries[`${process.platform}-${process.arch}`];
  if (!library) throw new Error(`There is no prebuilt llama.cpp for ${process.platform} ${process.arch}.`);
  if (existsSync(entry) && existsSync(join(folder, 'node_modules', library))) return entry;
  log('installing node-llama-cpp');
  await mkdir(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    await copyFile(join(import.meta.dirname, file), join(folder, file));
  const options = ['--no-save', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...options, `${library}@${version}`], { cwd: folder });
  return entry;
}
