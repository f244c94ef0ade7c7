import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { runInExtensionHost } from '../../test/host/extensionHost.ts';

/** A job as one file that an extension host can load. */
export async function bundledJob(name: string, folder: string): Promise<string> {
  const outfile = join(folder, `${name}.cjs`);
  const entryPoints = [join(import.meta.dirname, `${name}.ts`)];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs', external: ['vscode'] });
  return outfile;
}

/** An extension that does nothing when it is activated. */
export function emptyExtension(folder: string, name: string): string {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  const engines = { vscode: '^1.106.0' };
  const manifest = { name, publisher: 'hovle', version: '0.0.1', engines, main: 'main.cjs', activationEvents: [] };
  writeFileSync(join(place, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(place, 'main.cjs'), 'exports.activate = () => undefined;\n');
  return place;
}

/** Runs a job in a fresh extension host and returns the figures that it prints. */
export async function figuresFrom(
  browser: Browser,
  url: string,
  program: { extension: string; entry: string; mark: string },
): Promise<unknown> {
  let found: unknown;
  const lines: string[] = [];
  const print = (line: string) => {
    lines.push(line);
    if (line.startsWith(program.mark)) found = JSON.parse(line.slice(program.mark.length));
  };
  await runInExtensionHost(browser, url, { ...program, print });
  if (found === undefined) throw new Error(`The extension host printed no figures:\n${lines.slice(-5).join('\n')}`);
  return found;
}
