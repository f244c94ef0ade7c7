import { access, constants, statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { dirname } from 'node:path';

/** What `doctor` asks of the machine. */
export interface SystemFacts {
  nodeVersion: string;
  platform: NodeJS.Platform;
  architecture: string;
  totalMemoryBytes: () => number;
  freeMemoryBytes: () => number;
  /** Room on the disk of a folder, which need not exist yet. */
  freeDiskBytes: (folder: string) => Promise<number>;
  /** Whether files may be made in a folder, which need not exist yet. */
  mayWrite: (folder: string) => Promise<boolean>;
}

/** The facts of this machine. */
export const thisSystem: SystemFacts = {
  nodeVersion: process.version,
  platform: process.platform,
  architecture: process.arch,
  totalMemoryBytes: totalmem,
  freeMemoryBytes: freemem,
  freeDiskBytes,
  mayWrite,
};

async function freeDiskBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await ofNearest(folder, (place) => statfs(place));
  return bavail * bsize;
}

async function mayWrite(folder: string): Promise<boolean> {
  return ofNearest(folder, (place) => access(place, constants.W_OK)).then(
    () => true,
    () => false,
  );
}

/** What `look` says of a folder or, where it is missing, of the nearest one above that is not. */
async function ofNearest<T>(folder: string, look: (place: string) => Promise<T>): Promise<T> {
  try {
    return await look(folder);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing || dirname(folder) === folder) throw error;
    return ofNearest(dirname(folder), look);
  }
}
