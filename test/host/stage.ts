import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { installExtension } from '../../scripts/workbench/extension.mjs';
import { serveWorkbench } from '../../scripts/workbench.mjs';
import { endEngine } from './engineProcess.ts';
import { writeSlowModel } from './slowModel.ts';
import { openWorkbenchPage } from './workbenchPage.ts';
import type { WindowOptions, WorkbenchPage } from './workbenchPage.ts';

/** A workbench with the extension, open on a copy of the examples. */
export interface Stage {
  workbench: WorkbenchPage;
  /** The copy. */
  workspace: string;
  /** Where the workbench keeps settings, logs and what the extension stores. */
  userData: string;
  /** Where the model `slow` lies. */
  models: string;
}

/** How a stage differs from others. */
export interface StageOptions extends WindowOptions {
  /** Extensions beside ours. */
  others?: readonly string[];
  /** Of the user, beside those that every stage has. */
  settings?: Record<string, unknown>;
}

/** Builds a stage, lets it be used, and takes everything away again. */
export async function onStage(
  browser: Browser,
  use: (stage: Stage) => Promise<void>,
  { others = [], settings: own = {}, ...window }: StageOptions = {},
): Promise<void> {
  const root = mkdtempSync(path.join(tmpdir(), 'hovle-host-'));
  const [workspace, userData, models] = ['workspace', 'home', 'models'].map((name) => path.join(root, name)) as Three;
  cpSync('examples', workspace, { recursive: true });
  writeFileSync(path.join(workspace, 'broken.png'), 'not a picture');
  mkdirSync(userData);
  for (const extension of others)
    installExtension(extension, { node: '', base: [], env: {}, folder: path.join(userData, 'extensions') });
  await writeSlowModel(models);
  const settings = { 'hovle.model': 'slow', 'hovle.modelFolders': [models], 'hovle.maxTokens': 200, ...quiet, ...own };
  const env = { XDG_CACHE_HOME: path.join(root, 'cache'), HOVLE_TEST_EXAMPLES: path.resolve('examples') };
  const server = await serveWorkbench({ workspace, extension: process.cwd(), userData, settings, env });
  try {
    const workbench = await openWorkbenchPage(browser, server.url, window);
    await use({ workbench, workspace, userData, models });
  } finally {
    endEngine(userData);
    await server.stop();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Files are written when a claim says so, and a dialog for files is the workbench's own. */
const quiet = { 'files.autoSave': 'off', 'files.simpleDialog.enable': true };

/** As many as the names above. */
type Three = [string, string, string];
