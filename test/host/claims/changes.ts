import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
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
      await workbench.inAnyFrame('text=/The sizes differ: 640 × 440 and 600 × 360 pixels/', 60_000);
      await notebook.untilOutput(/slow · fp32 · cpu · \d+ tokens/, 120_000);
      await workbench.screenshot('image-change');
      await workbench.closeAllEditors();
    },

    ...unusualClaims(stage),

    'where a rectangle is painted over is told in pixels, and a model that sees one picture at a time describes each':
      async () => {
        await paintOver(path.join(workspace, 'chart.png'));
        await workbench.command('HoVLE: Select Model');
        await workbench.pickRow('hovle-nano');
        await workbench.chooseFromMenuOf(changed, 'Explain Image Change');
        const measured = 'Of 640 × 440 pixels 1.7 % differ \\(4800\\), in one place: 120 × 40 at \\(420, 30\\)';
        await workbench.inAnyFrame(`text=/${measured}/`, 60_000);
        await workbench.inAnyFrame('text=/hovle-nano looks at one picture at a time/');
        await notebook.untilState(1, 'succeeded');
        const { frame } = await workbench.inAnyFrame('.hovle-comparison table', 120_000);
        const cards = frame.getByRole('article');
        assert.deepEqual(await cards.locator('h3').allTextContents(), ['chart.png (before)', 'chart.png (after)']);
        assert.match(
          await frame.locator('.hovle-comparison table').innerText(),
          /hovle-nano · fp32 · cpu · very small/,
        );
        await workbench.screenshot('image-change-each');
        await workbench.closeAllEditors();
        await workbench.command('HoVLE: Select Model');
        await workbench.pickRow('slow');
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

/** What the source-control view offers the command for as well. */
function unusualClaims({ workbench, workspace }: Stage): Claims {
  const { page } = workbench;
  const notebook = new NotebookPage(workbench);
  return {
    'a file that is no picture, and a picture that has been deleted, are said to be': async () => {
      writeFileSync(path.join(workspace, 'notes.txt'), 'No picture.');
      rmSync(path.join(workspace, 'diagram.png'));
      const said = { 'notes.txt': 'is no picture that is explained here', 'diagram.png': 'has been deleted' };
      for (const [name, sentence] of Object.entries(said)) {
        const row = page.locator('.scm-view .monaco-list-row', { hasText: name });
        await row.waitFor({ timeout: 60_000 });
        await workbench.chooseFromMenuOf(row, 'Explain Image Change');
        await page.locator('.notification-list-item.expanded', { hasText: sentence }).waitFor();
        await workbench.command('Notifications: Clear All Notifications');
      }
    },

    'a picture that Git LFS keeps is found where its commit points': async () => {
      keepByPointer(workspace, 'kept.png', readFileSync('examples/triangle.png'));
      commitAll(workspace, 'kept.png');
      copyFileSync(path.join(workspace, 'shapes.png'), path.join(workspace, 'kept.png'));
      const row = page.locator('.scm-view .monaco-list-row', { hasText: 'kept.png' });
      await row.waitFor({ timeout: 60_000 });
      await workbench.chooseFromMenuOf(row, 'Explain Image Change');
      await workbench.inAnyFrame('text=/The sizes differ: 448 × 448 and 600 × 360 pixels/', 60_000);
      await notebook.untilOutput(/slow · fp32 · cpu · \d+ tokens/, 120_000);
      await workbench.closeAllEditors();
    },
  };
}

/** As the example, but for a rectangle in a colour that it has nowhere. */
async function paintOver(file: string): Promise<void> {
  const rectangle = { width: 120, height: 40, channels: 3 as const, background: '#12ab34' };
  const painted = await sharp('examples/chart.png')
    .composite([{ input: { create: rectangle }, left: 420, top: 30 }])
    .png()
    .toBuffer();
  writeFileSync(file, painted);
}

/** What Git LFS leaves: the text of a pointer in place of the file, and the file by its hash. */
function keepByPointer(folder: string, name: string, bytes: Uint8Array): void {
  const hash = createHash('sha256').update(bytes).digest('hex');
  const objects = path.join(folder, '.git', 'lfs', 'objects', hash.slice(0, 2), hash.slice(2, 4));
  mkdirSync(objects, { recursive: true });
  writeFileSync(path.join(objects, hash), bytes);
  const version = 'https://git-lfs.github.com/spec/v1';
  writeFileSync(path.join(folder, name), `version ${version}\noid sha256:${hash}\nsize ${bytes.length}\n`);
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
