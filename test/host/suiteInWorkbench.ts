import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { serveWorkbench } from '../../scripts/workbench.mjs';
import type { Claims } from './claims.ts';
import { endEngine, storageOf } from './engineProcess.ts';
import { hostArguments, runInExtensionHost } from './extensionHost.ts';
import { bundleSuite } from './suite/bundle.ts';

/**
 * The suite as one claim: it is run in the extension host of a workbench of its own, and prints its own claims. In the log of that host
 * the editor says where an extension uses it in a wrong way.
 */
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
    assert.deepEqual(complaintsIn(userData), [], 'The editor complains of the extension.');
  } finally {
    endEngine(userData);
    await server.stop();
  }
}

function complaintsIn(userData: string): string[] {
  const files = readdirSync(userData, { recursive: true, encoding: 'utf8' });
  const logs = files.filter((file) => path.basename(file) === 'remoteexthost.log');
  assert.ok(logs.length > 0, 'The extension host has no log.');
  const lines = logs.flatMap((file) => readFileSync(path.join(userData, file), 'utf8').split('\n'));
  return lines.filter((line) => /\[(warning|error)\] .*hovle\.hovle/.test(line));
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
