import { cp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { asWriteError } from '../../checkpoint/diskErrors.ts';

/** Copies the model of a checkpoint, with its card, and without what only training needs. The folder is replaced as a whole. */
export async function exportModel(checkpoint: string, folder: string, card: string): Promise<void> {
  const temporary = join(dirname(folder), `.${basename(folder)}.partial`);
  try {
    await rm(temporary, { recursive: true, force: true });
    await cp(checkpoint, temporary, { recursive: true, filter: (file) => basename(file) !== 'training' });
    await writeFile(join(temporary, 'README.md'), card);
    await rm(folder, { recursive: true, force: true });
    await rename(temporary, folder);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw asWriteError(error, folder);
  }
}
