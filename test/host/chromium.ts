import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { prepareGraphics } from '../../scripts/prepareGraphics.mjs';

/** A headless Chromium: one that is installed, else Debian's where it may be installed, else one from the npm registry. */
export async function launchChromium(): Promise<Browser> {
  if (!findInstalled()) await prepareGraphics();
  const installed = findInstalled();
  const { executablePath, args } = installed ? { executablePath: installed, args: [] } : await fromRegistry();
  return chromium.launch({ executablePath, args: [...args, ...quietArguments] });
}

const quietArguments = [
  ...['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-quic'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
const macPath = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

function findInstalled(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [process.env['CHROMIUM'] ?? '', ...candidates, macPath].find((file) => file !== '' && existsSync(file));
}

/** Built for servers without a display; it unpacks itself. Its version is the last one that runs on Node 20. */
const registryPackage = { name: '@sparticuz/chromium', version: '141.0.0' };

async function fromRegistry(): Promise<{ executablePath: string; args: string[] }> {
  const home = path.resolve('.cache/chromium');
  const entry = path.join(home, 'package.json');
  if (!existsSync(path.join(home, 'node_modules', registryPackage.name))) {
    console.log('Installing Chromium from the npm registry …');
    mkdirSync(home, { recursive: true });
    writeFileSync(entry, '{"name":"chromium-for-tests","private":true}');
    const spec = `${registryPackage.name}@${registryPackage.version}`;
    const { status } = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', spec], {
      cwd: home,
    });
    if (status !== 0) throw new Error('No Chromium is installed, and none could be installed.');
  }
  const found = (await import(createRequire(entry).resolve(registryPackage.name))) as ServerChromium;
  return { executablePath: await found.default.executablePath(), args: found.default.args };
}

interface ServerChromium {
  default: { args: string[]; executablePath(): Promise<string> };
}
