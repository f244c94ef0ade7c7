import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EngineError } from '../api/errors.ts';
import { asWriteError } from '../checkpoint/diskErrors.ts';
import { isAbandoned, ownerText } from './owner.ts';

/**
 * Does `work` while no other process does the same to this folder: two windows that want one model compile it once. The
 * lock of a process that has ended counts for nothing. `onWait` is told, once, that another one is at work.
 */
export async function withFolderLock<T>(
  folder: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
  onWait?: () => void,
): Promise<T> {
  const file = `${folder}.lock`;
  let tellsOfWaiting = onWait;
  while (!(await taken(file))) {
    if (await isAbandoned(file)) {
      await rm(file, { force: true });
      continue;
    }
    tellsOfWaiting?.();
    tellsOfWaiting = undefined;
    await delay(retryMs, undefined, { ...(signal && { signal }) }).catch(asCancelled);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** Whether a process that is alive works on the folder. */
export async function isFolderLocked(folder: string): Promise<boolean> {
  const file = `${folder}.lock`;
  const isThere = await stat(file).then(
    () => true,
    () => false,
  );
  return isThere && !(await isAbandoned(file));
}

const retryMs = 250;

async function taken(file: string): Promise<boolean> {
  try {
    await mkdir(dirname(file), { recursive: true });
    return !existsSync(file) && (await takenWhole(file));
  } catch (error) {
    throw asWriteError(error, file);
  }
}

/** The lock appears with its owner in it: of an empty one, as a full disk or a kill leaves it, nobody knows whose it is. */
async function takenWhole(file: string): Promise<boolean> {
  const own = `${file}.${randomUUID()}`;
  try {
    await writeFile(own, ownerText());
    return await appears(link(own, file)).catch(() => takenByWriting(file));
  } finally {
    await rm(own, { force: true });
  }
}

/** Not every file system gives a file a second name. */
async function takenByWriting(file: string): Promise<boolean> {
  if (!(await appears(writeFile(file, '', { flag: 'wx' })))) return false;
  try {
    await writeFile(file, ownerText());
    return true;
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

/** Whether a file was made that was not there before. */
async function appears(making: Promise<void>): Promise<boolean> {
  try {
    await making;
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function asCancelled(cause: unknown): never {
  throw new EngineError('request/cancelled', undefined, { cause });
}
