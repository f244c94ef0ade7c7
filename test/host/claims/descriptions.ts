import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Claims } from '../claims.ts';
import { DocumentEditor } from '../documentEditor.ts';
import type { Stage } from '../stage.ts';
import { keptWordClaims } from './keptWords.ts';

/** What a person sees of descriptions that are made better, made empty, or written many at once. */
export function descriptionClaims(stage: Stage): Claims {
  const { workspace } = stage;
  mkdirSync(path.join(workspace, 'site'), { recursive: true });
  for (const [file, text] of Object.entries(documents)) writeFileSync(path.join(workspace, file), text);
  return { ...singleClaims(stage), ...batchClaims(stage), ...keptWordClaims(stage) };
}

const documents = {
  'worded.html': '<img src="chart.png" alt="words">\n',
  'plain.html': '<img src="chart.png">\n',
  'remote.md': '![](https://example.org/a.png)\n',
  'two.html': '<img src="chart.png">\n<img src="shapes.png">\n<img src="triangle.png" alt="">\n',
  'site/a.md': '![](../chart.png)\n',
  'site/b.adoc': 'image::../shapes.png[]\n',
};

function singleClaims({ workbench }: Stage): Claims {
  const { page } = workbench;
  const editor = new DocumentEditor(workbench);
  return {
    'a description is made better from the palette, and one step undoes it': async () => {
      await editor.open('worded.html', 'chart.png');
      await workbench.command('HoVLE: Refine Alt Text');
      const refined = await editor.untilChanged(documents['worded.html']);
      assert.match(refined, /^<img src="chart\.png" alt="(?!words")[^"]+">$/);
      await editor.undoTo(documents['worded.html']);
      await workbench.closeAllEditors();
    },

    'a description is written from the palette': async () => {
      await editor.open('plain.html', 'chart.png');
      await workbench.command('HoVLE: Generate Alt Text');
      assert.match(
        await editor.untilChanged(documents['plain.html']),
        /^<img (alt="[^"]+" )?src="chart\.png"( alt="[^"]+")?>$/,
      );
      await editor.undoTo(documents['plain.html']);
      await workbench.closeAllEditors();
    },

    'a picture is marked as decoration by a quick fix': async () => {
      await editor.open('plain.html', 'chart.png');
      const fix = page.locator('.action-widget .action', { hasText: 'Mark image as decorative' }).first();
      // The list closes where something else takes the focus; a click that was given up may still come through.
      await workbench.until('the quick fix', async () => {
        if ((await editor.text()) !== documents['plain.html'].trim()) return true;
        await workbench.command('Quick Fix...');
        return fix.click({ timeout: 5000 }).then(
          () => true as const,
          () => undefined,
        );
      });
      assert.match(await editor.untilChanged(documents['plain.html']), /alt=""/);
      await workbench.screenshot('decorative');
      await editor.undoTo(documents['plain.html']);
      await workbench.closeAllEditors();
    },

    'a picture on the web is not fetched without consent, and the setting is a button away': async () => {
      await editor.open('remote.md', 'example.org');
      await workbench.command('HoVLE: Generate Alt Text');
      const toast = page.locator('.notification-toast', { hasText: 'Allow it with the setting hovle.remoteImages' });
      await toast.waitFor();
      await workbench.screenshot('remote-picture');
      await toast.locator('.monaco-button', { hasText: 'Open Settings' }).click();
      await page.locator('.settings-editor', { hasText: 'Remote Images' }).waitFor();
      await workbench.dismiss();
      await workbench.closeAllEditors();
    },

    'where no picture can be described, that is said': async () => {
      await editor.open('plain.html', 'chart.png');
      await page.keyboard.press('Control+End');
      await workbench.command('HoVLE: Generate Alt Text');
      await page
        .locator('.notification-toast', { hasText: 'There is no picture here that can have a description.' })
        .waitFor();
      await workbench.command('Notifications: Clear All Notifications');
      await workbench.closeAllEditors();
    },
  };
}

function batchClaims({ workbench, workspace }: Stage): Claims {
  const { page } = workbench;
  const editor = new DocumentEditor(workbench);
  const preview = page.locator('.panel .monaco-list-row');
  const onDisk = (file: string) => readFileSync(path.join(workspace, file), 'utf8');
  const apply = () => page.locator('.panel .monaco-button', { hasText: 'Apply' }).click();
  return {
    'the missing descriptions of a file are written once they are ticked, and one step undoes them': async () => {
      await editor.open('two.html', 'chart.png');
      await workbench.command('HoVLE: Generate Missing Alt Texts in File');
      await preview.filter({ hasText: 'two.html' }).waitFor({ timeout: 60_000 });
      await page.locator('.notification-toast', { hasText: 'Tick the right descriptions' }).waitFor();
      await workbench.screenshot('descriptions-of-file');
      await preview.filter({ hasText: 'two.html' }).locator('input[type=checkbox], .monaco-checkbox').first().click();
      await apply();
      const written = await editor.untilChanged(documents['two.html']);
      assert.equal(written.match(/alt="[^"]+"/g)?.length, 2, written);
      assert.match(written, /<img src="triangle\.png" alt="">/);
      await editor.undoTo(documents['two.html']);
      await workbench.command('Notifications: Clear All Notifications');
      await workbench.closeAllEditors();
    },

    'those of the workspace are written into every file that is ticked, and into no other': async () => {
      await workbench.command('HoVLE: Generate Missing Alt Texts in Workspace');
      await preview.filter({ hasText: 'b.adoc' }).waitFor({ timeout: 120_000 });
      await workbench.screenshot('descriptions-of-workspace');
      for (const file of ['a.md', 'b.adoc'])
        await preview.filter({ hasText: file }).locator('input[type=checkbox], .monaco-checkbox').first().click();
      await apply();
      await workbench.until('the files', async () => (/!\[[^\]]+\]/.test(onDisk('site/a.md')) ? true : undefined));
      assert.match(onDisk('site/a.md'), /^!\[[^\]]+\]\(\.\.\/chart\.png\)\n$/);
      assert.match(onDisk('site/b.adoc'), /^image::\.\.\/shapes\.png\["?[^\]]+\]\n$/);
      assert.equal(onDisk('two.html'), documents['two.html']);
      await workbench.command('Notifications: Clear All Notifications');
      await workbench.closeAllEditors();
    },

    'a file whose pictures all have a description says so': async () => {
      await editor.open('worded.html', 'chart.png');
      await workbench.command('HoVLE: Generate Missing Alt Texts in File');
      await page.locator('.notification-toast', { hasText: 'Every picture has a description.' }).waitFor();
      await workbench.command('Notifications: Clear All Notifications');
      await workbench.closeAllEditors();
    },
  };
}
