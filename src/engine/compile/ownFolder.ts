import { readdir, stat } from 'node:fs/promises';
import { EngineError } from '../api/errors.ts';
import { manifestFile } from './manifest.ts';
import { stateFile } from './resumeState.ts';
import { textRowsFile } from './textRowsFile.ts';

/** Refuses a place where something else lies than a compiled model, finished or not: compiling would delete it. */
export async function requireOwnFolder(folder: string): Promise<void> {
  const there = await stat(folder).catch(() => undefined);
  if (!there) return;
  const entries = there.isDirectory() ? await readdir(folder) : undefined;
  const isFree = entries && (entries.length === 0 || isFinished(entries) || isUnfinished(entries));
  if (!isFree) throw new EngineError('compile/other-folder', { folder });
}

function isFinished(entries: readonly string[]): boolean {
  return [manifestFile, textRowsFile].every((file) => entries.includes(file));
}

/** Weight files come first, then the note of how far it has come. */
function isUnfinished(entries: readonly string[]): boolean {
  return entries.includes(stateFile) || entries.every((file) => /^weights-\d+\.bin$/.test(file));
}
