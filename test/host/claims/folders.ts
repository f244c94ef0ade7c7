import assert from 'node:assert/strict';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Claims } from '../claims.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';
import { settingsOf } from '../userSettings.ts';
import type { WorkbenchPage } from '../workbenchPage.ts';

/** What a person sees of folders of pictures and of models, in the workspace and beside it. */
export function folderClaims(stage: Stage): Claims {
  layOut(stage);
  return { ...captionClaims(stage), ...importClaims(stage) };
}

function captionClaims({ workbench, workspace }: Stage): Claims {
  const { page } = workbench;
  const notebook = new NotebookPage(workbench);
  const captions = path.join(workspace, inside, 'captions.csv');
  return {
    'a folder of the Explorer is captioned into a table and a file beside its pictures': async () => {
      await reload(workbench);
      await workbench.chooseFromMenu([inside], 'Caption Folder');
      const rows = await workbench.rows('captions.jsonl');
      assert.equal(rows.length, 4);
      await workbench.screenshot('caption-folder');
      await workbench.pickRow('captions.csv');
      await notebook.untilOutput(/one\.png[^]*TWO\.PNG[^]*Written to /, 120_000);
      await workbench.screenshot('captioned-folder');
      assert.match(readFileSync(captions, 'utf8'), /^file,caption\npictures \[new\] \{1\}\/TWO\.PNG,/);
      await workbench.closeAllEditors();
    },

    'a file that is there is replaced only when that is allowed, which is asked before the pictures': async () => {
      writeFileSync(captions, 'of somebody else');
      await reload(workbench);
      await workbench.chooseFromMenu([inside], 'Caption Folder');
      await workbench.pickRow('captions.csv');
      const dialog = page.locator('.monaco-dialog-box', { hasText: 'is there already. Replace it?' });
      await dialog.waitFor({ timeout: 60_000 });
      assert.doesNotMatch((await notebook.outputTexts()).join('\n'), /one\.png/);
      await workbench.screenshot('replace-captions');
      await dialog.locator('.monaco-button', { hasText: 'Cancel' }).click();
      await notebook.untilOutput(/No answer\. .*was there before and was not replaced/);
      assert.equal(readFileSync(captions, 'utf8'), 'of somebody else');
      await workbench.closeAllEditors();
    },

    'a folder outside of the workspace is captioned into a table, and nothing is written there': async () => {
      const outside = path.join(path.dirname(workspace), 'outside');
      await workbench.command('HoVLE: Caption Folder');
      await workbench.chooseFile(outside);
      await notebook.untilOutput(/three\.png[^]*slow · fp32 · cpu/, 120_000);
      assert.ok(!existsSync(path.join(outside, 'captions.csv')));
      await workbench.closeAllEditors();
    },
  };
}

function importClaims({ workbench, workspace, userData }: Stage): Claims {
  const { page } = workbench;
  const models = path.join(path.dirname(workspace), 'more models');
  return {
    'a folder without a model is told in a sentence, and nothing changes': async () => {
      await workbench.command('HoVLE: Import Model Folder');
      await workbench.chooseFile(path.join(workspace, inside));
      const message = page.locator('.notification-list-item', { hasText: 'There is no model in' });
      await message.waitFor();
      await workbench.screenshot('no-model-in-folder');
      assert.doesNotMatch(settingsOf(userData), /pictures/);
      await workbench.command('Notifications: Clear All Notifications');
    },

    'a folder with one model is imported, and the model answers from then on': async () => {
      await workbench.command('HoVLE: Import Model Folder');
      await workbench.chooseFile(path.join(models, 'imported'));
      const message = page.locator('.notification-list-item', { hasText: 'Models that can be chosen now: imported' });
      await message.waitFor();
      await page.locator('.statusbar-item', { hasText: /^.{0,3}imported/ }).waitFor();
      await workbench.screenshot('imported-model');
      await workbench.command('Notifications: Clear All Notifications');
      await workbench.command('HoVLE: Select Model');
      assert.match((await workbench.rows('Browse…')).join('\n'), /imported/);
      await workbench.dismiss();
      assert.match(settingsOf(userData), /more models\/imported/);
    },

    'in a workspace that names folders of models itself, one that is imported is known there, and only there':
      async () => {
        const ofUser = settingsOf(userData);
        const file = path.join(workspace, '.vscode', 'settings.json');
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, '{ "hovle.modelFolders": ["/no/models"], "hovle.model": "hovle-nano" }');
        await page.locator('.statusbar-item', { hasText: /^.{0,3}hovle-nano/ }).waitFor();
        await workbench.command('HoVLE: Import Model Folder');
        await workbench.chooseFile(path.join(models, 'another'));
        await page.locator('.statusbar-item', { hasText: /^.{0,3}another/ }).waitFor();
        const own = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
        const another = path.join(models, 'another');
        assert.deepEqual(own, { 'hovle.modelFolders': ['/no/models', another], 'hovle.model': another });
        assert.equal(settingsOf(userData), ofUser);
        await workbench.command('Notifications: Clear All Notifications');
      },
  };
}

/** Signs of patterns in a name, and an ending in capitals, are ordinary names. */
const inside = 'pictures [new] {1}';

function layOut({ workspace }: Stage): void {
  const beside = path.dirname(workspace);
  const folder = path.join(workspace, inside);
  for (const made of [folder, path.join(beside, 'outside')]) mkdirSync(made, { recursive: true });
  copyFileSync('examples/shapes.png', path.join(folder, 'one.png'));
  copyFileSync('examples/triangle.png', path.join(folder, 'TWO.PNG'));
  copyFileSync('examples/triangle.png', path.join(beside, 'outside', 'three.png'));
  for (const name of ['imported', 'another'])
    cpSync('media/models/hovle-untrained', path.join(beside, 'more models', name), { recursive: true });
}

/** A window that sees what lies there, and knows nothing of what was written before. */
async function reload(workbench: WorkbenchPage): Promise<void> {
  await workbench.page.reload();
  await workbench.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  await workbench.until('the extension', () => workbench.offers('HoVLE: New Notebook'), 60_000);
}
