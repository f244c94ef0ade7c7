import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where an engine listens: a socket in a private folder, or a named pipe on Windows. */
export interface LocalAddress {
  path: string;
  /** Removes what listening leaves on the disk. */
  readonly remove: () => Promise<void>;
}

/** A new address, in the folder if its path is short enough for a socket. */
export async function newAddress(folder: string): Promise<LocalAddress> {
  const name = `engine-${randomBytes(6).toString('hex')}`;
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\hovle-${name}`, remove: () => Promise.resolve() };
  const path = join(folder, `${name}.sock`);
  return Buffer.byteLength(path) <= longestSocketPath ? inFolder(path) : inShortFolder(name);
}

/** macOS has room for 103 bytes, Linux for 107; longer paths are cut silently. */
const longestSocketPath = 100;

function inFolder(path: string): LocalAddress {
  return { path, remove: () => rm(path, { force: true }) };
}

async function inShortFolder(name: string): Promise<LocalAddress> {
  // Made readable for this user alone.
  const path = join(await mkdtemp('/tmp/hovle-'), `${name}.sock`);
  return { path, remove: () => rm(dirname(path), { recursive: true, force: true }) };
}
