import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { ImageSource } from '../api/imageApi.ts';
import { EngineError } from '../api/errors.ts';
import { readPageAddress } from '../api/pageAddress.ts';

/** Opens pictures below the folders, and refuses those elsewhere, wherever links lead. Relative paths start in the first. */
export async function imageRoots(folders: readonly string[]): Promise<(path: string) => Promise<ImageSource>> {
  const roots = await Promise.all(folders.map((folder) => existing(folder)));
  return async (address) => {
    const { path, ...page } = readPageAddress(address);
    const [first = process.cwd()] = roots;
    const file = await existing(resolve(first, path));
    if (!roots.some((root) => contains(root, file)))
      throw new EngineError('image/outside', { image: path, folders: roots });
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

function contains(root: string, file: string): boolean {
  const way = relative(root, file);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
