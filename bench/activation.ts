import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { installExtension } from '../scripts/workbench/extension.mjs';
import { serveWorkbench } from '../scripts/workbench.mjs';
import { launchChromium } from '../test/host/chromium.ts';
import { hostArguments, runInExtensionHost } from '../test/host/extensionHost.ts';
import type { Measurement } from './benchmark.ts';
import { figuresMark } from './editor/activationFigures.ts';
import type { ActivationFigures } from './editor/activationFigures.ts';
import { median } from './median.ts';

const rounds = 5;

/** What activating the extension adds to an empty one, in the extension hosts of a real workbench, a fresh one each round. */
export async function activation(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hovle-activation-'));
  const browser = await launchChromium();
  try {
    return summed(await measured(browser, folder));
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measured(browser: Browser, folder: string): Promise<ActivationFigures[]> {
  const [workspace, userData, extensions] = ['workspace', 'home', 'home/extensions'].map((name) => join(folder, name));
  mkdirSync(workspace!);
  const entry = await bundledJob(folder);
  const warm = emptyExtension(folder, 'warm');
  installInto(extensions!, [emptyExtension(folder, 'empty'), sleepingCopy(folder)]);
  const server = await serveWorkbench({
    workspace: workspace!,
    userData: userData!,
    extension: warm,
    serverArguments: hostArguments,
  });
  try {
    const figures: ActivationFigures[] = [];
    while (figures.length < rounds) figures.push(await oneHost(browser, server.url, { extension: warm, entry }));
    return figures;
  } finally {
    await server.stop();
  }
}

async function oneHost(browser: Browser, url: string, program: { extension: string; entry: string }) {
  let found: ActivationFigures | undefined;
  const print = (line: string) => {
    if (line.startsWith(figuresMark)) found = JSON.parse(line.slice(figuresMark.length)) as ActivationFigures;
  };
  await runInExtensionHost(browser, url, { ...program, print });
  if (!found) throw new Error('The extension host printed no figures.');
  return found;
}

function summed(figures: readonly ActivationFigures[]): Measurement[] {
  const added = (part: 'ms' | 'ownMs' | 'heapBytes') =>
    median(figures.map(({ ours, empty }) => ours[part] - empty[part]));
  return [
    { name: 'activating an empty extension', value: median(figures.map(({ empty }) => empty.ms)), unit: 'ms' },
    { name: 'activating ours, on top', value: added('ms'), unit: 'ms', atMost: 50 },
    { name: 'processor time of that', value: added('ownMs'), unit: 'ms' },
    { name: 'memory of ours, on top', value: added('heapBytes') / 1e6, unit: 'MB', atMost: 5 },
  ];
}

async function bundledJob(folder: string): Promise<string> {
  const outfile = join(folder, 'job.cjs');
  const entryPoints = [join(import.meta.dirname, 'editor', 'activationJob.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs', external: ['vscode'] });
  return outfile;
}

function installInto(folder: string, extensions: readonly string[]): void {
  for (const extension of extensions) installExtension(extension, { node: '', base: [], env: {}, folder });
}

function emptyExtension(folder: string, name: string): string {
  const place = join(folder, name);
  mkdirSync(place);
  const engines = { vscode: '^1.106.0' };
  const manifest = { name, publisher: 'hovle', version: '0.0.1', engines, main: 'main.cjs', activationEvents: [] };
  writeFileSync(join(place, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(place, 'main.cjs'), 'exports.activate = () => undefined;\n');
  return place;
}

/** Ours, which nothing wakes before it is measured. */
function sleepingCopy(folder: string): string {
  const place = join(folder, 'ours');
  mkdirSync(place);
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, unknown>;
  writeFileSync(join(place, 'package.json'), JSON.stringify({ ...manifest, activationEvents: [] }));
  // Copied, not linked: the editor knows by the place of a file whose it is.
  for (const name of ['dist', 'media', 'l10n']) cpSync(name, join(place, name), { recursive: true });
  return place;
}
