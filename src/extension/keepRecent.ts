import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { absent } from './keptFiles.ts';

/** How much of what can be made again a folder may hold. */
export interface FolderBounds {
  files?: number;
  bytes?: number;
  /** Since a file was used last. */
  ageMs?: number;
}

/**
 * Removes files of a folder until it keeps its bounds: too old ones, and then those that were used longest ago. A file's time
 * of change says when it was used. Windows share folders: what another one removes meanwhile is gone, and no error.
 */
export async function keepRecent(folder: string, bounds: FolderBounds, now: number): Promise<void> {
  const names = await readdir(folder).catch(absent(undefined));
  const { files = Infinity, bytes, ageMs } = bounds;
  if (!names || (names.length <= files && bytes === undefined && ageMs === undefined)) return;
  const found = await Promise.all(names.map((name) => fileIn(folder, name)));
  const recent = found.filter((file) => file !== undefined).sort((a, b) => b.usedAt - a.usedAt);
  // What another program holds open goes another time.
  await Promise.allSettled(beyond(recent, bounds, now).map(({ file }) => rm(file, { force: true })));
}

/** What the files of a folder take together. */
export async function bytesIn(folder: string): Promise<number> {
  const names = (await readdir(folder).catch(absent(undefined))) ?? [];
  const found = await Promise.all(names.map((name) => fileIn(folder, name)));
  return found.reduce((sum, file) => sum + (file?.bytes ?? 0), 0);
}

interface UsedFile {
  file: string;
  bytes: number;
  usedAt: number;
}

/** Those that are too many, with the latest first. */
function beyond(recent: readonly UsedFile[], bounds: FolderBounds, now: number): UsedFile[] {
  const { files = Infinity, bytes: most = Infinity, ageMs = Infinity } = bounds;
  let kept = 0;
  return recent.filter(({ bytes, usedAt }, index) => {
    kept += bytes;
    return index >= files || kept > most || now - usedAt > ageMs;
  });
}

async function fileIn(folder: string, name: string): Promise<UsedFile | undefined> {
  const file = path.join(folder, name);
  const found = await stat(file).catch(absent(undefined));
  return found && { file, bytes: found.size, usedAt: found.mtimeMs };
}
