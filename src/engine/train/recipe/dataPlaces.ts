import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { EngineError } from '../../api/errors.ts';
import { readPageAddress } from '../../api/pageAddress.ts';
import { pictureEndings } from '../../data/formats/pictureEndings.ts';
import { openExamples, type DataRecipe } from './dataRecipes.ts';

/** Refuses data that is not there. What takes no time to open is opened, which also finds what is no data. */
export async function checkData(data: DataRecipe): Promise<void> {
  if (data.kind === 'dataset') {
    for (const file of [data.dataset, data.pictures]) if (file !== undefined) checkFile(file);
    if (await isLarge(data.dataset)) return;
  }
  await openExamples(data, 'train');
}

/** Refuses a file or folder that is not there. */
export function checkFile(file: string): void {
  if (!existsSync(file)) throw new EngineError('disk/missing', { file });
}

/** Refuses a picture, or a document with one on a page, that is not there. */
export function checkPicture(image: string): void {
  if (!existsSync(readPageAddress(image).path)) throw new EngineError('image/missing', { image });
}

/** Whether opening data, which reads it from end to end, takes so long that it is not done twice. Of pictures it needs the names alone. */
async function isLarge(path: string): Promise<boolean> {
  const whole = await stat(path);
  if (!whole.isDirectory()) return whole.size > mostBytes;
  let sizeBytes = 0;
  for (const name of await readdir(path)) {
    if (pictureEndings.has(extname(name).toLowerCase())) continue;
    const entry = await stat(join(path, name));
    sizeBytes += entry.isFile() ? entry.size : 0;
    if (sizeBytes > mostBytes) return true;
  }
  return false;
}

/** Read in a fraction of a second. */
const mostBytes = 64 * 2 ** 20;
