import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Files that the extension keeps for itself: they appear whole or not at all. */
export async function writeKept(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${file}.${randomUUID()}`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(temporary, content);
  await rename(temporary, file);
}

/** Undefined where there is none, or one so large that it was not written here. */
export async function readKept(file: string, mostBytes: number): Promise<string | undefined> {
  const found = await stat(file).catch(absent(undefined));
  return found && found.size <= mostBytes ? readFile(file, 'utf8').catch(absent(undefined)) : undefined;
}

/** What stands for a file that is not there; for `catch`. */
export function absent<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return instead;
    throw error;
  };
}
