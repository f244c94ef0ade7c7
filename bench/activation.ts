import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { installExtension } from '../scripts/workbench/extension.mjs';
import { serveWorkbench } from '../scripts/workbench.mjs';
import { launchChromium } from '../test/host/chromium.ts';
import { hostArguments } from '../test/host/extensionHost.ts';
import type { Measurement } from './benchmark.ts';
import { figuresMark } from './editor/activationFigures.ts';
import type { ActivationFigures } from './editor/activationFigures.ts';
import { bundledJob, emptyExtension, figuresFrom } from './editor/inHost.ts';
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
  const entry = await bundledJob('activationJob', folder);
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
    const program = { extension: warm, entry, mark: figuresMark };
    // The job printed them.
    while (figures.length < rounds)
      figures.push((await figuresFrom(browser, server.url, program)) as ActivationFigures);
    return figures;
  } finally {
    await server.stop();
  }
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

function installInto(folder: string, extensions: readonly string[]): void {
  for (const extension of extensions) installExtension(extension, { node: '', base: [], env: {}, folder });
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
