import path from 'node:path/posix';
import { imageEndings } from './imageFiles.ts';

/** Where an address is looked up. Paths have slashes, as the paths of addresses do. */
export interface LookupPlace {
  /** Folder of the document. */
  base: string;
  /** Folders of the workspace that hold the document, innermost first. */
  roots: readonly string[];
  /** Other folders that the document names, as written. */
  folders?: readonly string[];
  aliases: readonly PathAlias[];
}

/** `@/*` → the absolute folders its star may stand in. Both may lack a star. */
export interface PathAlias {
  pattern: string;
  targets: readonly string[];
}

/** The files that an address without a scheme may mean, likeliest first. */
export function imageCandidates(address: string, place: LookupPlace): string[] {
  const written = address.replaceAll('\\', '/');
  const names = [...new Set([decoded(withoutQuery(written)), decoded(written), withoutQuery(written), written])];
  const paths = names.flatMap((name) => [...aliased(name, place), ...plain(name, place)]);
  return [...new Set(paths.flatMap(withEndings))].slice(0, mostCandidates);
}

/** Each of them is looked for on the disk. */
const mostCandidates = 200;

/** A path of the system, a path from the root of a site, or one from the document. */
function plain(name: string, { base, roots, folders = [] }: LookupPlace): string[] {
  if (/^[a-z]:\//i.test(name)) return [`/${name}`];
  if (name.startsWith('/'))
    return [...roots.flatMap((root) => siteFolders.map((folder) => path.join(root, folder, name))), name];
  const starts = [base, ...folders.map((folder) => path.resolve(base, folder)), ...roots];
  return starts.map((start) => path.join(start, name));
}

/** From where servers and generators of sites serve files: the root itself, then what frameworks call it. */
const siteFolders = ['', 'public', 'static', 'assets', 'src', 'src/assets', 'docs', 'wwwroot', 'app'];

function aliased(name: string, { aliases, roots }: LookupPlace): string[] {
  const all = [...aliases, ...roots.flatMap(usualAliases)];
  return all.flatMap(({ pattern, targets }) => {
    const rest = starOf(name, pattern);
    return rest === undefined ? [] : targets.map((target) => target.replace('*', () => rest));
  });
}

/** What bundlers understand without being told. */
function usualAliases(root: string): PathAlias[] {
  return [
    { pattern: '@/*', targets: [`${root}/src/*`, `${root}/*`] },
    { pattern: '~/*', targets: [`${root}/src/*`, `${root}/app/*`, `${root}/*`] },
    { pattern: '~@/*', targets: [`${root}/src/*`] },
    { pattern: '$lib/*', targets: [`${root}/src/lib/*`] },
    { pattern: '~*', targets: [`${root}/node_modules/*`] },
  ];
}

/** What stands for the star when the name fits the pattern. */
function starOf(name: string, pattern: string): string | undefined {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return name === pattern ? '' : undefined;
  const fits = name.startsWith(before) && name.endsWith(after) && name.length >= before.length + after.length;
  return fits ? name.slice(before.length, name.length - after.length) : undefined;
}

/** LaTeX and some others leave the ending away. */
function withEndings(file: string): string[] {
  return path.extname(file) === '' ? imageEndings.map((ending) => `${file}.${ending}`) : [file];
}

const withoutQuery = (address: string) => address.replace(/[?#].*$/, '');

/** A name that only looks like percent escapes keeps them. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch (error) {
    if (error instanceof URIError) return address;
    throw error;
  }
}
