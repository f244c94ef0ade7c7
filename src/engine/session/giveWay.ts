import { readFileSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** Somebody waits for what it does, but not as for a key to show its letter. */
const priority = constants.priority.PRIORITY_BELOW_NORMAL;

/**
 * Lets other programs have the processor before a process that has only begun; threads that it starts later inherit that. Graphs
 * run on every core, and an editor's thread beside them waited 0.12 s for one that it now has at once (docs/decisions/0016). Where
 * nobody else wants the processor, nothing is lost. A system that does not allow it leaves the process as it is.
 */
export function giveWay(processId: number): void {
  try {
    setPriority(processId, priority);
    if (process.platform === 'linux') lowerSession(processId);
  } catch {
    // It works as well without, beside others.
  }
}

/**
 * Linux shares the processor between sessions first (sched(7), "The autogroup feature"): priorities count only within one. A
 * session that the process has not begun itself is that of others, too.
 */
function lowerSession(processId: number): void {
  if (sessionOf(processId) === processId) writeFileSync(`/proc/${processId}/autogroup`, String(priority));
}

/** The fourth field after the program's name, which is in brackets and may have any characters (proc(5)). */
function sessionOf(processId: number): number {
  const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3]);
}
