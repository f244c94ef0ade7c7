import path from 'node:path';
import { build } from 'esbuild';

/** Makes the suite one file that an extension host can load, and returns its path. */
export async function bundleSuite(): Promise<string> {
  const outfile = path.resolve('.cache/host-suite/index.cjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
  });
  return outfile;
}
