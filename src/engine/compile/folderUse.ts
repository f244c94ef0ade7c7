import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAbandoned, ownerText } from './owner.ts';

/** Tells other processes that this one reads a compiled folder, until the function that it resolves to is called. */
export async function beginUse(folder: string): Promise<() => Promise<void>> {
  const mark = `${folder}.use-${randomUUID()}`;
  try {
    await mkdir(dirname(mark), { recursive: true });
    await writeFile(mark, ownerText());
  } catch (error) {
    // Where nothing can be written, nothing can be removed either; on a full disk a question matters more than the mark.
    if (error instanceof Error && 'code' in error) return () => Promise.resolve();
    throw error;
  }
  return () => rm(mark, { force: true });
}

/** Whether a process that is alive reads the folder. */
export async function isInUse(folder: string): Promise<boolean> {
  await dropAbandonedMarks(folder);
  return (await marksOf(folder)).length > 0;
}

/** Removes the marks of processes that were killed: the longer one lies there, the likelier another process has their number. */
export async function dropAbandonedMarks(folder: string): Promise<void> {
  const marks = await marksOf(folder);
  // Where nothing can be removed any more, there they stay.
  await Promise.allSettled(marks.map(async (mark) => (await isAbandoned(mark)) && rm(mark, { force: true })));
}

async function marksOf(folder: string): Promise<string[]> {
  const names = await readdir(dirname(folder)).catch((): string[] => []);
  const start = `${basename(folder)}.use-`;
  return names.filter((name) => name.startsWith(start)).map((name) => join(dirname(folder), name));
}
