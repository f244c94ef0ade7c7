import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** A picture's file as an address that a page can load without reaching for the disk; undefined for what is none or is large. */
export async function smallPicture(file: string): Promise<string | undefined> {
  const type = types[path.extname(file).toLowerCase()];
  if (type === undefined) return undefined;
  try {
    const { size } = await stat(file);
    if (size > limitBytes) return undefined;
    return `data:${type};base64,${(await readFile(file)).toString('base64')}`;
  } catch {
    // A picture that is gone is named all the same.
    return undefined;
  }
}

const limitBytes = 2 * 2 ** 20;

const types: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
};
