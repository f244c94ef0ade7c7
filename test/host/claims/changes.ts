import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Claims } from '../claims.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';
import { changeSettings } from '../userSettings.ts';

/** What a reviewer sees of a picture that has changed, in a repository of Git. */
export function changeClaims(stage: Stage): Claims {
  const { workbench, workspace } = stage;
  const { page } = workbench;
  const notebook = new NotebookPage(workbench);
  const changed = page.locator('.scm-view .monaco-list-row', { hasText: 'chart.png' });
  return {
    'a picture that lies in no repository is said to, in a whole sentence': async () => {
      await workbench.openByName('landscape.jpg');
      await page.locator('.tab.active', { hasText: 'landscape.jpg' }).waitFor();
      await workbench.command('HoVLE: Explain Image Change');
      const message = page.locator('.notification-list-item.expanded', {
        hasText: 'there is nothing to compare it with',
      });
      await message.waitFor();
      await workbench.screenshot('image-no-repository');
      await workbench.command('Notifications: Clear All Notifications');
      await workbench.closeAllEditors();
    },

    'a picture whose repository begins above the open folder is explained beside its last commit': async () => {
      commitAll(path.dirname(workspace), path.basename(workspace));
      await changeSettings(stage, { 'git.enabled': true });
      await workbench.openByName('landscape.jpg');
      await page.locator('.tab.active', { hasText: 'landscape.jpg' }).waitFor();
      await workbench.command('HoVLE: Explain Image Change');
      await notebook.untilOutput(/slow · fp32 · cpu · \d+ tokens/, 120_000);
      await workbench.closeAllEditors();
      await changeSettings(stage, { 'git.enabled': undefined });
      rmSync(path.join(path.dirname(workspace), '.git'), { recursive: true, force: true });
    },

    'a changed picture of the source-control view is explained beside its last commit': async () => {
      commitAll(workspace);
      copyFileSync(path.join(workspace, 'shapes.png'), path.join(workspace, 'chart.png'));
      await changeSettings(stage, { 'git.enabled': true });
      await workbench.command('Source Control: Focus on Changes View');
      await changed.waitFor({ timeout: 60_000 });
      await workbench.chooseFromMenuOf(changed, 'Explain Image Change');
      await notebook.untilOutput(/slow · fp32 · cpu · \d+ tokens/, 120_000);
      await workbench.screenshot('image-change');
      await workbench.closeAllEditors();
    },

    'so is one that is compared in the editor, from the menu of its tab': async () => {
      await changed.click();
      await page.locator('.tab.active', { hasText: 'chart.png' }).waitFor();
      const more = page.locator('.editor-group-container .editor-actions .codicon-toolbar-more').first();
      await workbench.pointInMenuOf(more, 'Explain Image Change', 'left');
      await workbench.screenshot('image-diff');
      await workbench.choosePointedAt();
      await notebook.untilOutput(/slow · fp32 · cpu · \d+ tokens/, 120_000);
      await workbench.closeAllEditors();
      await workbench.command('View: Show Explorer');
    },
  };
}

/** Makes the folder a repository with one commit of what is at `what` in it. */
function commitAll(folder: string, what = '.'): void {
  const identity = ['-c', 'user.name=A reviewer', '-c', 'user.email=reviewer@example.com'];
  for (const args of [
    ['init', '--quiet'],
    ['add', what],
    [...identity, 'commit', '--quiet', '--message', 'Pictures'],
  ])
    execFileSync('git', ['-C', folder, ...args]);
}
