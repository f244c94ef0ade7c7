import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EngineError } from '../api/errors.ts';
import { asWriteError } from '../checkpoint/diskErrors.ts';

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
    await handle.writeFile(`${process.pid} ${startedAt()}`).finally(() => handle.close());
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw asWriteError(error, file);
  }
}

/** Whether the process that took the lock is gone. A file still without its number is being written just now. */
async function isAbandoned(file: string): Promise<boolean> {
  const [owner, started] = (await readFile(file, 'utf8').catch(() => '')).split(' ').map(Number);
  if (!owner || started === undefined) return false;
  // Another thread of this process, unless an earlier process had the same number.
  if (owner === process.pid) return Math.abs(started - startedAt()) > 5;
  return !isAlive(owner);
}

/** When this process started, in seconds; the same for all its threads. */
function startedAt(): number {
  return Math.round(Date.now() / 1000 - process.uptime());
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // A process of another user may not be signalled, and is alive.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function asCancelled(cause: unknown): never {
  throw new EngineError('request/cancelled', undefined, { cause });
}
