import { isAbsolute, relative, resolve, sep } from 'node:path';
import { EngineError } from '../../api/errors.ts';

/**
 * The path of a file that data names, which must lie in the data's folder. Links inside the folder are followed: whoever made the
 * folder put them there, and the caches of some hubs consist of links.
 */
export function insideFolder(folder: string, name: string): string {
  const path = resolve(folder, name);
  const way = relative(resolve(folder), path);
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
    throw new EngineError('data/outside', { path: name, folder });
  return path;
}
