import { mkdir, open, rm, stat } from 'node:fs/promises';
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
    const handle = await open(file, 'wx');
    await handle.writeFile(ownerText()).finally(() => handle.close());
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw asWriteError(error, file);
  }
}

function asCancelled(cause: unknown): never {
  throw new EngineError('request/cancelled', undefined, { cause });
}
