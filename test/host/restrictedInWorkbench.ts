import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { serveWorkbench } from '../../scripts/workbench.mjs';
import { AnswerPage } from './answerPage.ts';
import type { Claims } from './claims.ts';
import { endEngine } from './engineProcess.ts';
import { openWorkbenchPage } from './workbenchPage.ts';
import type { WorkbenchPage } from './workbenchPage.ts';

/** A workspace that nobody has trusted: its pictures may be read, what it names may not be run. */
export function restrictedClaims(browser: Browser): Claims {
  return {
    'an untrusted workspace names no model, no folder of models and no Node.js and trains nothing, and its pictures are explained':
      async () => {
        const root = mkdtempSync(path.join(tmpdir(), 'hovle-restricted-'));
        try {
          await inRestrictedWorkbench(browser, root);
        } finally {
          rmSync(root, { recursive: true, force: true, maxRetries: 5 });
        }
      },
  };
}

/** What such a workspace would like to have run. */
const foreign = {
  'hovle.model': '/foreign/model',
  'hovle.modelFolders': ['/foreign/models'],
  'hovle.nodePath': '/foreign/node',
};

const asking = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };

async function inRestrictedWorkbench(browser: Browser, root: string): Promise<void> {
  const [workspace, userData] = [path.join(root, 'workspace'), path.join(root, 'home')];
  cpSync('examples', workspace, { recursive: true });
  mkdirSync(path.join(workspace, '.vscode'));
  writeFileSync(path.join(workspace, '.vscode', 'settings.json'), JSON.stringify(foreign));
  mkdirSync(userData);
  const env = { XDG_CACHE_HOME: path.join(root, 'cache') };
  const options = { workspace, extension: process.cwd(), userData, settings: asking, env, isTrusted: false };
  const server = await serveWorkbench(options);
  try {
    const workbench = await openWorkbenchPage(browser, server.url);
    await workbench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    const settings = await diagnosedSettings(workbench);
    await workbench.screenshot('restricted');
    for (const line of ['model: ""', 'modelFolders: []', 'nodePath: ""']) assert.ok(settings.includes(line), settings);
    await workbench.chooseFromMenu(['landscape.jpg'], 'Explain Image');
    await new AnswerPage(workbench).untilState('done');
    await workbench.closeAllEditors();
    await refusesToTrain(workbench);
    await workbench.page.context().close();
  } finally {
    endEngine(userData);
    await server.stop();
  }
}

/** A recipe may read any file. */
async function refusesToTrain(workbench: WorkbenchPage): Promise<void> {
  await workbench.command('HoVLE: Open Training Dashboard');
  const { frame } = await workbench.inAnyFrame('main.dashboard', 60_000);
  await frame.getByText('This workspace is not trusted').first().waitFor();
  await workbench.screenshot('restricted-training');
}

/** The last part of a diagnosis, as it is read. */
async function diagnosedSettings(workbench: WorkbenchPage): Promise<string> {
  await workbench.command('HoVLE: Diagnose');
  const lines = workbench.page.locator('.monaco-editor .view-lines').first();
  await lines.locator('.view-line', { hasText: 'nodePath' }).waitFor({ timeout: 60_000 });
  // Spaces of an editor do not break.
  return (await lines.innerText()).replaceAll('\u00a0', ' ');
}
