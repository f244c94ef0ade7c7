import path from 'node:path/posix';
import { parse } from 'jsonc-parser';
import type { PathAlias } from './candidates.ts';

/** Reads a text file by its absolute path; undefined where there is none. */
export type ReadText = (file: string) => Promise<string | undefined>;

/**
 * The aliases that the nearest `tsconfig.json` or `jsconfig.json` between `folder` and `root` sets: its own, those of the
 * configuration that it extends, or those of the projects that it consists of.
 */
export async function readPathAliases(folder: string, root: string, readAny: ReadText): Promise<PathAlias[]> {
  const read = eachOnce(readAny);
  for (let at = folder; isInside(at, root); at = path.dirname(at)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const aliases = await aliasesOf(path.join(at, name), read);
      if (aliases) return aliases;
    }
    if (at === root) break;
  }
  return [];
}

/** Configurations may name one another in circles, and any number of others. */
function eachOnce(read: ReadText): ReadText {
  const done = new Set<string>();
  return async (file) => {
    if (done.has(file) || done.size >= mostFiles) return undefined;
    const text = await read(file);
    if (text !== undefined) done.add(file);
    return text;
  };
}

const mostFiles = 50;

const isInside = (folder: string, root: string) => folder === root || folder.startsWith(root.replace(/\/?$/, '/'));

/** Undefined where there is no such file; its own `paths` replace those of what it extends. */
async function aliasesOf(file: string, read: ReadText): Promise<PathAlias[] | undefined> {
  const text = await read(file);
  if (text === undefined) return undefined;
  const config = asObject(parse(text, [], { allowTrailingComma: true }));
  const options = asObject(config['compilerOptions']);
  const folder = path.dirname(file);
  const base = typeof options['baseUrl'] === 'string' ? path.resolve(folder, options['baseUrl']) : folder;
  if (options['paths'] !== undefined) return aliasesFrom(asObject(options['paths']), base);
  const extended = [config['extends']].flat().filter((name) => typeof name === 'string' && name.startsWith('.'));
  for (const name of extended.reverse()) {
    const target = path.resolve(folder, String(name));
    const aliases = await aliasesOf(target.endsWith('.json') ? target : `${target}.json`, read);
    if (aliases && aliases.length > 0) return aliases;
  }
  return aliasesOfProjects(config['references'], folder, read);
}

/** A configuration may only name the projects it consists of, as those of new Vite projects do. Which one a picture belongs to is not said. */
async function aliasesOfProjects(references: unknown, folder: string, read: ReadText): Promise<PathAlias[]> {
  const found: PathAlias[] = [];
  const listed: unknown[] = Array.isArray(references) ? references.slice(0, mostFiles) : [];
  for (const reference of listed) {
    const named = asObject(reference)['path'];
    if (typeof named !== 'string') continue;
    const target = path.resolve(folder, named);
    const file = target.endsWith('.json') ? target : path.join(target, 'tsconfig.json');
    found.push(...((await aliasesOf(file, read)) ?? []));
  }
  return found;
}

function aliasesFrom(paths: Record<string, unknown>, base: string): PathAlias[] {
  return Object.entries(paths).map(([pattern, targets]) => {
    const texts = Array.isArray(targets) ? targets.filter((target) => typeof target === 'string') : [];
    return { pattern, targets: texts.map((target) => path.resolve(base, target)) };
  });
}

function asObject(value: unknown): Record<string, unknown> {
  // An object of JSON is that: names and any values.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
