import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { ImageSource } from '../api/imageApi.ts';
import { EngineError } from '../api/errors.ts';
import { readPageAddress } from '../api/pageAddress.ts';

/** Opens pictures below the folders, and refuses those elsewhere, wherever links lead. Relative paths start in the first. */
export async function imageRoots(folders: readonly string[]): Promise<(path: string) => Promise<ImageSource>> {
  const roots = await Promise.all(folders.map((folder) => existing(folder)));
  return async (address) => {
    const { path, ...page } = readPageAddress(address);
    const [first = process.cwd()] = roots;
    const wanted = resolve(first, path);
    const isInside = (file: string): boolean => roots.some((root) => contains(root, file));
    // What is said of a path outside must not tell whether something is there.
    const found = await realpath(wanted).catch(() => undefined);
    if (!isInside(found ?? (await nearest(wanted))))
      throw new EngineError('image/outside', { image: path, folders: roots });
    if (found === undefined) throw new EngineError('image/missing', { image: path });
    return { path: found, ...page };
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

/** Where a path leads that is not there: its nearest folder that is, without links. */
async function nearest(path: string): Promise<string> {
  const folder = dirname(path);
  return realpath(folder).catch(() => (folder === path ? folder : nearest(folder)));
}

function contains(root: string, file: string): boolean {
  const way = relative(root, file);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
