import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, parse, relative, sep } from 'node:path';
import { build, transform } from 'esbuild';
import { root } from './command.mjs';

/** @typedef {import('esbuild').BuildOptions} BuildOptions */
/** @typedef {import('esbuild').Plugin} Plugin */
/** @typedef {Required<Pick<BuildOptions, 'target' | 'minifyWhitespace' | 'minifySyntax'>>} Form */
/** @typedef {{ path: string, text: string }} Chunk */

/**
 * Bundles for `require`: one file with everything that a start needs, and beside it, in a folder of its name, what is
 * imported while the program runs. esbuild splits only ES modules, and puts what several files share into files of its own.
 * So the program is split first; then what its start reads becomes one file again, and all of it CommonJS.
 * @param {string} from
 * @param {string} to in dist/
 * @param {BuildOptions & Form} options
 * @returns {Promise<string[]>} the files it wrote, from the root
 */
export async function buildSplit(from, to, options) {
  const { dir, name, ext } = parse(to);
  const outdir = join(root, 'dist', dir);
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: [{ in: from, out: name }],
    outdir,
    outExtension: { '.js': ext },
    chunkNames: `${name}/[name]-[hash]`,
    format: 'esm',
    splitting: true,
    plugins: [editorOnce],
    sourcemap: 'inline',
    metafile: true,
    write: false,
  });
  const entry = join(outdir, to);
  const first = startOf(relative(root, entry), metafile);
  const [start, later] = [
    outputFiles.filter(({ path }) => first.has(path)),
    outputFiles.filter(({ path }) => !first.has(path)),
  ];
  await mkdir(join(outdir, name), { recursive: true });
  await writeStart(entry, start, options);
  await Promise.all(later.map((chunk) => writeLater(chunk, entry, first, options)));
  return [entry, ...later.map(({ path }) => path)]
    .flatMap((path) => [path, `${path}.map`])
    .map((path) => relative(root, path));
}

/**
 * The files that the start reads: the entry, and what is imported by more than a call.
 * @param {string} entry
 * @param {import('esbuild').Metafile} metafile
 */
function startOf(entry, { outputs }) {
  const found = new Set([entry]);
  for (const path of found)
    for (const { path: imported, kind } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement' && imported in outputs) found.add(imported);
  return new Set([...found].map((path) => join(root, path)));
}

/**
 * The start as one file. What it has of the shared files it offers under their names to those that come later.
 * @param {string} entry
 * @param {readonly Chunk[]} chunks
 * @param {BuildOptions & Form} options
 */
async function writeStart(entry, chunks, { absWorkingDir: _, ...options }) {
  const shared = chunks.filter(({ path }) => path !== entry);
  const reExports = shared.map(({ path }) => `export * as ${nameOf(path)} from ${JSON.stringify(path)};`);
  await build({
    ...options,
    stdin: {
      contents: [`export * from ${JSON.stringify(entry)};`, ...reExports].join('\n'),
      resolveDir: dirname(entry),
    },
    outfile: entry,
    // Its input of the same name is in memory.
    allowOverwrite: true,
    format: 'cjs',
    plugins: [inMemory(chunks, dirname(entry))],
    sourcemap: true,
    supported: { 'dynamic-import': false },
  });
}

/** @param {string} path of a shared file */
const nameOf = (path) => parse(path).name.replace('-', '_');

/**
 * Reads files that were never written; others stay outside, and are found from `folder`.
 * @param {readonly Chunk[]} chunks
 * @param {string} folder
 * @returns {Plugin}
 */
function inMemory(chunks, folder) {
  const texts = new Map(chunks.map(({ path, text }) => [path, text]));
  return {
    name: 'in-memory',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^[./]/ }, ({ path, importer, resolveDir }) => {
        const place = join(path.startsWith('.') ? dirname(importer || resolveDir) : '', path);
        return texts.has(place) ? { path: place } : { path: `./${posix(relative(folder, place))}`, external: true };
      });
      onLoad({ filter: /.*/ }, ({ path }) => ({ contents: texts.get(path) ?? '' }));
    },
  };
}

/** @param {string} path */
const posix = (path) => path.replaceAll(sep, '/');

/**
 * @param {Chunk} chunk
 * @param {string} entry
 * @param {ReadonlySet<string>} first what the entry has in it
 * @param {Form} form
 */
async function writeLater({ path, text }, entry, first, { target, minifyWhitespace, minifySyntax }) {
  const { code, map } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    sourcemap: 'external',
    sourcefile: path,
    supported: { 'dynamic-import': false },
    ...{ target, minifyWhitespace, minifySyntax },
  });
  const start = JSON.stringify(`../${parse(entry).base}`);
  const linked = code.replace(/require\("(\.\/[^"]+)"\)/g, (whole, imported) => {
    const place = join(dirname(path), imported);
    return first.has(place) ? `require(${start}).${nameOf(place)}` : whole;
  });
  await writeFile(`${path}.map`, map);
  await writeFile(path, `${linked}//# sourceMappingURL=${parse(path).base}.map\n`);
}

/**
 * esbuild copies a module that it does not bundle for each file that imports it, and the editor's is large: here all files
 * share one copy.
 * @type {Plugin}
 */
const editorOnce = {
  name: 'editor-once',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'editor-once' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'editor-once' },
    );
    onLoad({ filter: /.*/, namespace: 'editor-once' }, () => ({ contents: `export * from 'vscode';` }));
  },
};
