import { statfs } from 'node:fs/promises';
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
}

/** The facts of this machine. */
export const thisSystem: SystemFacts = {
  nodeVersion: process.version,
  platform: process.platform,
  architecture: process.arch,
  totalMemoryBytes: totalmem,
  freeMemoryBytes: freemem,
  freeDiskBytes,
};

async function freeDiskBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing || dirname(folder) === folder) throw error;
    return freeDiskBytes(dirname(folder));
  }
}
