import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { storageOf } from './engineProcess.ts';
import { bundleSuite } from './suite/bundle.ts';

/** Runs the suite in desktop VS Code, which is downloaded the first time: for machines that can reach its servers. */
async function runInElectron(): Promise<number> {
  const root = mkdtempSync(path.join(tmpdir(), 'hovle-electron-'));
  const workspace = path.join(root, 'workspace');
  cpSync('examples', workspace, { recursive: true });
  try {
    return await runTests({
      extensionDevelopmentPath: process.cwd(),
      extensionTestsPath: await bundleSuite(),
      extensionTestsEnv: { HOVLE_TEST_STORAGE: storageOf(root), XDG_CACHE_HOME: path.join(root, 'cache') },
      launchArgs: [workspace, '--disable-extensions', '--user-data-dir', path.join(root, 'user-data')],
    });
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

process.exitCode = await runInElectron();
