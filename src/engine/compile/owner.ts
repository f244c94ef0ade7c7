import { readFile } from 'node:fs/promises';

/** What a file says that belongs to this process: which one it is, and since when. */
export function ownerText(): string {
  return `${process.pid} ${startedAt()}`;
}

/** Whether the process that a file belongs to is gone. A file still without its number is being written just now. */
export async function isAbandoned(file: string): Promise<boolean> {
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
