import { randomUUID } from 'node:crypto';
import { nodeDisk, type Disk, type WritableFile } from './disk.ts';
import { asWriteError } from './diskErrors.ts';

/** A file that is whole, but still under a temporary name. It ends in either of two ways. */
export interface StagedFile {
  /** Gives it its own name, in place of any file there. */
  commit(): Promise<void>;
  /** Removes it, unless it was committed. */
  discard(): Promise<void>;
}

/** Writes a file under a temporary name beside `path`. Where `write` fails, nothing of it is left. */
export async function stageFile(
  path: string,
  write: (file: WritableFile) => Promise<void>,
  disk: Disk = nodeDisk,
): Promise<StagedFile> {
  const temporary = `${path}.${randomUUID().slice(0, 8)}.partial`;
  try {
    await writeWhole(await disk.create(temporary), write);
  } catch (error) {
    await disk.remove(temporary);
    throw asWriteError(error, path);
  }
  return { commit: () => commit(disk, temporary, path), discard: () => disk.remove(temporary) };
}

/** Writes a small file so that it appears whole or not at all. */
export async function writeFileAtomically(path: string, content: string | Uint8Array, disk?: Disk): Promise<void> {
  await (await stageContent(path, content, disk)).commit();
}

/** As `stageFile`, for what lies in memory. */
export async function stageContent(path: string, content: string | Uint8Array, disk?: Disk): Promise<StagedFile> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return stageFile(path, (file) => file.write(bytes), disk);
}

async function writeWhole(file: WritableFile, write: (file: WritableFile) => Promise<void>): Promise<void> {
  try {
    await write(file);
    // Without it, a power cut after the renaming could leave the name with nothing behind it.
    await file.sync();
  } finally {
    await file.close();
  }
}

async function commit(disk: Disk, temporary: string, path: string): Promise<void> {
  try {
    await disk.rename(temporary, path);
  } catch (error) {
    await disk.remove(temporary);
    throw asWriteError(error, path);
  }
}
