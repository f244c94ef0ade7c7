import { nodeDisk, type Disk, type WritableFile } from '../../../src/engine/checkpoint/disk.ts';

export type DiskStep = 'create' | 'write' | 'sync' | 'rename';

/** The real disk, until `step` is asked for the `count`-th time: then it fails as the operating system does. */
export function failingDisk(step: DiskStep, code: string, count = 1): Disk {
  let left = count;
  const attempt = (asked: DiskStep): void => {
    if (asked === step && --left === 0) throw systemError(code, asked);
  };
  return {
    async create(path) {
      attempt('create');
      return failingFile(await nodeDisk.create(path), attempt);
    },
    async rename(from, to) {
      attempt('rename');
      await nodeDisk.rename(from, to);
    },
    remove: (path) => nodeDisk.remove(path),
  };
}

function failingFile(file: WritableFile, attempt: (asked: DiskStep) => void): WritableFile {
  return {
    async write(bytes) {
      // A disk that fills up takes a part of what it is given.
      await file.write(bytes.subarray(0, bytes.length / 2));
      attempt('write');
      await file.write(bytes.subarray(bytes.length / 2));
    },
    async sync() {
      attempt('sync');
      await file.sync();
    },
    close: () => file.close(),
  };
}

function systemError(code: string, syscall: string): Error {
  return Object.assign(new Error(`${code}: simulated, ${syscall}`), { code, syscall });
}
