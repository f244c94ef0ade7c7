import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Kills the engine that the workbench of this folder has started, as a system short of memory would. */
export function killEngine(userData: string): void {
  const processId = engineProcessId(userData);
  if (processId === undefined) throw new Error('No engine has recorded itself.');
  process.kill(processId, 'SIGKILL');
}

/** Lets the engine do nothing more, as a machine that is too busy would, so that what is asked of it goes on for as long as is wanted. */
export function pauseEngine(userData: string): void {
  const processId = engineProcessId(userData);
  if (processId === undefined) throw new Error('No engine has recorded itself.');
  process.kill(processId, 'SIGSTOP');
}

/** Ends the engine if there is one, which would otherwise wait a while for its next client. */
export function endEngine(userData: string): void {
  const processId = engineProcessId(userData);
  if (processId !== undefined) process.kill(processId, 'SIGTERM');
}

/** Whether the engine that the workbench of this folder has started still runs. */
export function engineIsAlive(userData: string): boolean {
  return engineProcessId(userData) !== undefined;
}

/** Where the extension keeps its own files, among them the record of its engine. */
export function storageOf(userData: string): string {
  return path.join(userData, 'user-data', 'User', 'globalStorage', 'hovle.hovle');
}

function engineProcessId(userData: string): number | undefined {
  const storage = storageOf(userData);
  const record = existsSync(storage) ? readdirSync(storage).find((name) => /^engine-.*\.json$/.test(name)) : undefined;
  if (record === undefined) return undefined;
  const { processId } = JSON.parse(readFileSync(path.join(storage, record), 'utf8')) as { processId: number };
  return isAlive(processId) ? processId : undefined;
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    // The record of an engine that was killed stays until the next one starts.
    return false;
  }
}
