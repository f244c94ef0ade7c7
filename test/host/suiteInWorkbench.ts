import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { serveWorkbench } from '../../scripts/workbench.mjs';
import type { Claims } from './claims.ts';
import { endEngine, storageOf } from './engineProcess.ts';
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
  // The built product takes an extension and a suite from the address only where its own tests may drive it.
  const serverArguments = ['--vscode-option', 'enable-smoke-test-driver'];
  const server = await serveWorkbench({ workspace, extension: process.cwd(), userData, env, serverArguments });
  try {
    await untilSuiteEnds(browser, server.url, await bundleSuite());
  } finally {
    endEngine(userData);
    await server.stop();
  }
}

async function untilSuiteEnds(browser: Browser, url: string, suite: string): Promise<void> {
  const page = await browser.newPage();
  const remote = (file: string) => `vscode-remote://${new URL(url).host}${encodeURI(path.resolve(file))}`;
  const payload = { extensionDevelopmentPath: remote('.'), extensionTestsPath: remote(suite) };
  const code = new Promise<number>((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
  await page.exposeFunction('codeAutomationLog', (_kind: string, [line]: unknown[]) => {
    if (/^ *(✔|✖|at |[A-Z]\w*Error)/.test(String(line))) console.log(`  ${String(line)}`);
  });
  await page.goto(`${url}&payload=${encodeURIComponent(JSON.stringify(Object.entries(payload)))}`);
  const timeout = sleep(suiteTimeoutMs, undefined, { ref: false }).then(() =>
    Promise.reject(new Error('The suite does not end.')),
  );
  const ended = await Promise.race([code, timeout]);
  await page.close();
  if (ended !== 0) throw new Error('Some claims of the suite do not hold; they stand above.');
}

const suiteTimeoutMs = 180_000;
