import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../rpc/clock.ts';

export interface LockSettings {
  folder: string;
  version: string;
  clock: Clock;
}

/**
 * Runs the action while no other client of the same version does, so that several that start at once share one engine.
 * A lock whose owner has died, or that is too old to be of use, is removed.
 */
export async function withStartLock<T>({ folder, version, clock }: LockSettings, action: () => Promise<T>): Promise<T> {
  const file = join(folder, `engine-${version}.lock`);
  while (!(await tryLock(file))) {
    await removeIfStale(file);
    await new Promise<void>((resolve) => void clock.after(retryMs, resolve));
  }
  try {
    return await action();
  } finally {
    await rm(file, { force: true });
  }
}

const retryMs = 50;
const longestStartMs = 120_000;

async function tryLock(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (hasSystemCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Two clients may both find the same stale lock: renaming lets only one of them remove it. */
async function removeIfStale(file: string): Promise<void> {
  try {
    const owner = Number(await readFile(file, 'utf8'));
    // An empty file is a lock that is just being written.
    if ((owner === 0 || isAlive(owner)) && !(await isOld(file))) return;
    const removed = `${file}.${process.pid}.stale`;
    await rename(file, removed);
    await rm(removed);
  } catch (error) {
    if (!hasSystemCode(error, 'ENOENT')) throw error;
  }
}

/** No start takes so long: the number of the owner that died belongs to another process now. */
async function isOld(file: string): Promise<boolean> {
  const { mtimeMs } = await stat(file);
  return Date.now() - mtimeMs > longestStartMs;
}

/** Whether a process with this number exists. */
export function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // There is such a process, but it belongs to someone else.
    return hasSystemCode(error, 'EPERM');
  }
}

function hasSystemCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
