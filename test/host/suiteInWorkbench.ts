import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { serveWorkbench } from '../../scripts/workbench.mjs';
import type { Claims } from './claims.ts';
import { endEngine, storageOf } from './engineProcess.ts';
import { hostArguments, runInExtensionHost } from './extensionHost.ts';
import { bundleSuite } from './suite/bundle.ts';

/** The suite as one claim: it is run in the extension host of a workbench of its own, and prints its own claims. */
export function suiteClaims(browser: Browser): Claims {
  return {
    'the suite inside the extension host holds': async () => {
      const root = mkdtempSync(path.join(tmpdir(), 'hovle-suite-'));
      try {
        await runSuite(browser, root);
      } finally {
        rmSync(root, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
}

async function runSuite(browser: Browser, root: string): Promise<void> {
  const workspace = path.join(root, 'workspace');
  const userData = path.join(root, 'home');
  cpSync('examples', workspace, { recursive: true });
  mkdirSync(userData);
  const env = { XDG_CACHE_HOME: path.join(root, 'cache'), HOVLE_TEST_STORAGE: storageOf(userData) };
  const server = await serveWorkbench({
    workspace,
    extension: process.cwd(),
    userData,
    env,
    serverArguments: hostArguments,
  });
  try {
    await untilSuiteEnds(browser, server.url, await bundleSuite());
  } finally {
    endEngine(userData);
    await server.stop();
  }
}

async function untilSuiteEnds(browser: Browser, url: string, suite: string): Promise<void> {
  const failed: string[] = [];
  let holds = true;
  const print = (line: string) => {
    if (!/^ *(✔|✖|at |[A-Z]\w*Error)/.test(line)) return;
    console.log(`  ${line}`);
    if (/^ *[✔✖]/.test(line)) holds = line.includes('✔');
    if (!holds) failed.push(`  ${line}`);
  };
  const ended = await runInExtensionHost(browser, url, { extension: '.', entry: suite, print });
  if (ended !== 0) throw new Error(`Some claims of the suite do not hold.\n${failed.join('\n')}`);
}
