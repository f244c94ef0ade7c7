import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundles, external } from './bundles.mjs';
import { root } from './command.mjs';

/** Options of esbuild by kind of bundle. Bundled CommonJS packages call `require`, which an ES module has to make. */
const optionsByKind = {
  'node-cjs': /** @type {const} */ ({ platform: 'node', format: 'cjs', target: 'node20' }),
  'node-esm': /** @type {const} */ ({
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
    },
  }),
  browser: /** @type {const} */ ({ platform: 'browser', format: 'esm', target: 'es2022' }),
};

const start = performance.now();
await rm(join(root, 'dist'), { recursive: true, force: true });
const results = await Promise.allSettled(bundles.map(buildOne));
const failures = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
const seconds = ((performance.now() - start) / 1000).toFixed(1);
// esbuild has printed its own errors.
for (const failure of failures) if (!('errors' in failure)) console.error(failure);
console.log(`${bundles.length - failures.length} of ${bundles.length} bundles written to dist/ (${seconds} s)`);
process.exitCode = failures.length === 0 ? 0 : 1;

/** @param {typeof bundles[number]} bundle */
async function buildOne({ from, to, kind, executable }) {
  const outfile = join(root, 'dist', to);
  const options = optionsByKind[kind];
  await build({
    ...options,
    entryPoints: [from],
    outfile,
    absWorkingDir: root,
    bundle: true,
    external,
    sourcemap: true,
    logLevel: 'warning',
  });
  if (executable) await chmod(outfile, 0o755);
}
