import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, parse, relative } from 'node:path';
import { build, transform } from 'esbuild';
import { root } from './command.mjs';

/** @typedef {import('esbuild').BuildOptions} BuildOptions */
/** @typedef {Required<Pick<BuildOptions, 'target' | 'minifyWhitespace' | 'minifySyntax'>>} Form */

/**
 * Bundles for `require`, with what is imported while the program runs as files of its own, so that a start reads little.
 * esbuild splits only ES modules: they are split first, then each is turned into CommonJS.
 * @param {string} from
 * @param {string} to in dist/
 * @param {BuildOptions & Form} options
 * @returns {Promise<string[]>} the files it wrote, from the root
 */
export async function buildSplit(from, to, options) {
  const { name, ext } = parse(to);
  const { outputFiles } = await build({
    ...options,
    entryPoints: [{ in: from, out: name }],
    outdir: join(root, 'dist', dirname(to)),
    outExtension: { '.js': ext },
    chunkNames: `${name}/[name]-[hash]`,
    format: 'esm',
    splitting: true,
    sourcemap: 'inline',
    write: false,
  });
  return (await Promise.all(outputFiles.map(({ path, text }) => writeCommonJs(path, text, options)))).flat();
}

/**
 * @param {string} path
 * @param {string} text an ES module that ends with its source map
 * @param {Form} form
 */
async function writeCommonJs(path, text, { target, minifyWhitespace, minifySyntax }) {
  const { code, map } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    sourcemap: 'external',
    sourcefile: path,
    supported: { 'dynamic-import': false },
    ...{ target, minifyWhitespace, minifySyntax },
  });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.map`, map);
  await writeFile(path, `${code}//# sourceMappingURL=${parse(path).base}.map\n`);
  return [path, `${path}.map`].map((file) => relative(root, file));
}
