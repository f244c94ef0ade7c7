import path from 'node:path/posix';
import { parse } from 'jsonc-parser';
import type { PathAlias } from './candidates.ts';

/** Reads a text file by its absolute path; undefined where there is none. */
export type ReadText = (file: string) => Promise<string | undefined>;

/**
 * The aliases that the nearest `tsconfig.json` or `jsconfig.json` between `folder` and `root` sets, its own or those of
 * the configuration that it extends.
 */
export async function readPathAliases(folder: string, root: string, read: ReadText): Promise<PathAlias[]> {
  for (let at = folder; isInside(at, root); at = path.dirname(at)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const aliases = await aliasesOf(path.join(at, name), read, mostExtended);
      if (aliases) return aliases;
    }
    if (at === root) break;
  }
  return [];
}

/** Longer chains are circles. */
const mostExtended = 8;

const isInside = (folder: string, root: string) => folder === root || folder.startsWith(root.replace(/\/?$/, '/'));

/** Undefined where there is no such file; its own `paths` replace those of what it extends. */
async function aliasesOf(file: string, read: ReadText, depth: number): Promise<PathAlias[] | undefined> {
  const text = await read(file);
  if (text === undefined || depth === 0) return undefined;
  const config = asObject(parse(text, [], { allowTrailingComma: true }));
  const options = asObject(config['compilerOptions']);
  const folder = path.dirname(file);
  const base = typeof options['baseUrl'] === 'string' ? path.resolve(folder, options['baseUrl']) : folder;
  if (options['paths'] !== undefined) return aliasesFrom(asObject(options['paths']), base);
  const extended = [config['extends']].flat().filter((name) => typeof name === 'string' && name.startsWith('.'));
  for (const name of extended.reverse()) {
    const target = path.resolve(folder, String(name));
    const aliases = await aliasesOf(target.endsWith('.json') ? target : `${target}.json`, read, depth - 1);
    if (aliases && aliases.length > 0) return aliases;
  }
  return [];
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
