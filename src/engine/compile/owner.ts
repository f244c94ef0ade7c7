import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';

/** What a file says that belongs to this process: which one it is, since when, and when that was by the system's own count. */
export function ownerText(): string {
  return [process.pid, startedAt(), startTicks(process.pid) ?? ''].join(' ').trim();
}

/** Whether the process that a file belongs to is gone. */
export async function isAbandoned(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const [owner, started, ticks] = text.split(' ').map(Number);
  if (!owner || started === undefined) return hasLainLong(file);
  const found = startTicks(owner);
  // Another process has the number of one that is gone.
  if (ticks !== undefined && found !== undefined) return ticks !== found;
  // Another thread of this process, unless an earlier process had the same number.
  if (owner === process.pid) return Math.abs(started - startedAt()) > 5;
  return !isAlive(owner);
}

/** A file without its number is being written just now, or was never finished: its process was killed, or the disk was full. */
async function hasLainLong(file: string): Promise<boolean> {
  const written = await stat(file).catch(() => undefined);
  return written !== undefined && Date.now() - written.mtimeMs > longestWriteMs;
}

const longestWriteMs = 5000;

/** When this process started, in seconds; the same for all its threads. */
function startedAt(): number {
  return Math.round(Date.now() / 1000 - process.uptime());
}

/** When a process started, in ticks since the machine did, which no correction of the clock changes; known on Linux alone. */
function startTicks(processId: number): number | undefined {
  try {
    // Fields are counted behind the program's name, which may hold anything: proc_pid_stat(5), field 22.
    const [, fields = ''] = /\) (.*)$/s.exec(readFileSync(`/proc/${processId}/stat`, 'utf8')) ?? [];
    const ticks = Number(fields.split(' ')[19]);
    return Number.isSafeInteger(ticks) ? ticks : undefined;
  } catch {
    // Other systems have no such file, and neither has a process that is gone.
    return undefined;
  }
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // A process of another user may not be signalled, and is alive.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
