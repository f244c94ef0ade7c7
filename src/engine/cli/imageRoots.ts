import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ImageSource } from '../api/imageApi.ts';
import { EngineError } from '../api/errors.ts';
import { readPageAddress } from '../api/pageAddress.ts';
import { contains, withoutLinks } from '../tools/realPath.ts';

/** Opens pictures below the folders, and refuses those elsewhere, wherever links lead. Relative paths start in the first. */
export async function imageRoots(folders: readonly string[]): Promise<(path: string) => Promise<ImageSource>> {
  const roots = await Promise.all(folders.map((folder) => existing(folder)));
  return async (address) => {
    const { path, ...page } = readPageAddress(address);
    const [first = process.cwd()] = roots;
    const wanted = resolve(first, path);
    const file = await withoutLinks(wanted);
    // What is said of a path outside must not tell whether something is there.
    if (!roots.some((root) => contains(root, file)))
      throw new EngineError('image/outside', { image: path, folders: roots });
    if (!existsSync(file)) throw new EngineError('image/missing', { image: path });
    return { path: file, ...page };
  };
}

/** The path without links. */
async function existing(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    throw new EngineError('image/missing', { image: path }, { cause });
  }
}
