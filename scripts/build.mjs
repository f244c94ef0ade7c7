import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildSplit } from './buildSplit.mjs';
import { bundles, external } from './bundles.mjs';
import { root } from './command.mjs';

/** The editor reads its bundles at every start. Names stay, so that stacks in its log can be read. */
const shortened = { minifyWhitespace: true, minifySyntax: true };
/** Some packages offer a form for bundlers beside one that finds its parts only while it runs. */
const mainFields = ['module', 'main'];

const commonJs = /** @type {const} */ ({ platform: 'node', format: 'cjs', target: 'node20', mainFields, ...shortened });

/** Options of esbuild by kind of bundle. Bundled CommonJS packages call `require`, which an ES module has to make. */
const optionsByKind = {
  'node-cjs': commonJs,
  'node-cjs-split': commonJs,
  'node-esm': /** @type {const} */ ({
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
    },
  }),
  browser: /** @type {const} */ ({ platform: 'browser', format: 'esm', target: 'es2022', minify: true }),
};

/** Options of every bundle. */
const alike = {
  absWorkingDir: root,
  bundle: true,
  external,
  logLevel: /** @type {const} */ ('warning'),
};

const start = performance.now();
await mkdir(join(root, 'dist'), { recursive: true });
const results = await Promise.allSettled(bundles.map(buildOne));
const failures = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
await removeAllBut(results.flatMap((result) => (result.status === 'fulfilled' ? result.value : [])));
const seconds = ((performance.now() - start) / 1000).toFixed(1);
// esbuild has printed its own errors.
for (const failure of failures) if (!('errors' in failure)) console.error(failure);
console.log(`${bundles.length - failures.length} of ${bundles.length} bundles written to dist/ (${seconds} s)`);
process.exitCode = failures.length === 0 ? 0 : 1;

/**
 * Returns the files it wrote.
 * @param {typeof bundles[number]} bundle
 */
async function buildOne({ from, to, kind, executable }) {
  const outfile = join(root, 'dist', to);
  if (kind === 'node-cjs-split') return buildSplit(from, to, { ...commonJs, mainFields: [...mainFields], ...alike });
  const options = { ...optionsByKind[kind], ...alike };
  const { metafile } = await build({ ...options, entryPoints: [from], outfile, sourcemap: true, metafile: true });
  if (executable) await chmod(outfile, 0o755);
  return Object.keys(metafile.outputs);
}

/**
 * Bundles are replaced one by one, so that an editor that runs them meanwhile always finds one.
 * @param {readonly string[]} written
 */
async function removeAllBut(written) {
  const keep = new Set(written.map((path) => join(root, path)));
  for (const entry of await readdir(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile() && !keep.has(path)) await rm(path);
  }
}
