import { chmod, lstat, mkdir } from 'node:fs/promises';
import { EngineError } from '../api/errors.ts';

/** Makes sure that the folder exists and that only this user can look into it. */
export async function ensurePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  if (!found.isDirectory()) {
    throw new EngineError('engine/unsafe-folder', { folder, reason: 'it is not a folder' });
  }
  // Windows has no such bits: there a user's own folders are private already.
  if (!process.getuid) return;
  if (found.uid !== process.getuid()) {
    throw new EngineError('engine/unsafe-folder', { folder, reason: 'it belongs to another user' });
  }
  if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700);
}
