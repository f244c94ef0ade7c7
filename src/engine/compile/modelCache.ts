import { createHash } from 'node:crypto';
import { homedir, userInfo } from 'node:os';
import { basename, isAbsolute, join, resolve } from 'node:path';
import type { Precision } from '../api/choices.ts';
import { openCheckpoint } from '../checkpoint/openCheckpoint.ts';
import { compileSettings } from './compileSettings.ts';
import { readManifest } from './manifest.ts';

/** Where compiled models are kept unless the user says otherwise: the platform's folder for caches. */
export function defaultCacheFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === 'win32') return join(absolute(env['LOCALAPPDATA']) ?? home(), 'hovle', 'cache');
  if (platform === 'darwin') return join(home(), 'Library', 'Caches', 'hovle');
  return join(absolute(env['XDG_CACHE_HOME']) ?? join(home(), '.cache'), 'hovle');
}

/** The user's folder, also where the environment names none. */
function home(): string {
  return absolute(homedir()) ?? userInfo().homedir;
}

/** An empty variable counts as none, and a relative path would be another place in each folder (XDG Base Directory Specification). */
function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}

/** Folder of a checkpoint compiled to a precision. Checkpoints of equal name in different places do not share one. */
export function compiledFolder(cacheFolder: string, checkpoint: string, precision: Precision): string {
  const place = createHash('sha256').update(resolve(checkpoint)).digest('hex').slice(0, 12);
  return join(cacheFolder, 'compiled', `${basename(resolve(checkpoint))}-${place}-${precision}`);
}

/** Whether a compiled folder is finished, made as this version would make it, and from the checkpoint as it is now. */
export async function isUpToDate(folder: string, checkpointFolder: string): Promise<boolean> {
  return (await currentSource(folder, checkpointFolder)) !== undefined;
}

/** Identity of the checkpoint as it is now, where the compiled folder is finished and made from that; else undefined. */
export async function currentSource(folder: string, checkpointFolder: string): Promise<string | undefined> {
  const manifest = await readManifest(folder);
  if (!manifest || manifest.settings !== compileSettings(manifest.precision)) return undefined;
  const checkpoint = await openCheckpoint(checkpointFolder);
  try {
    return manifest.sourceHash === (await checkpoint.sourceHash()) ? manifest.sourceHash : undefined;
  } finally {
    await checkpoint.close();
  }
}
