import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** Whether a path leads into a folder, or to it, after all links. Of one that leads nowhere, the nearest folder that is there decides. */
export async function leadsInto(folder: string, path: string): Promise<boolean> {
  const [root, file] = await Promise.all([withoutLinks(folder), withoutLinks(path)]);
  return contains(root, file);
}

/** The path without links, as far as there is anything. */
export async function withoutLinks(path: string): Promise<string> {
  const whole = resolve(path);
  const folder = dirname(whole);
  return realpath(whole).catch(async () =>
    folder === whole ? whole : join(await withoutLinks(folder), basename(whole)),
  );
}

/** Whether a path without links lies in a folder without links, or is it. */
export function contains(root: string, file: string): boolean {
  const way = relative(root, file);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
