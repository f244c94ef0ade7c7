import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { boxOf } from '../boxOf.ts';
import type { Claims } from '../claims.ts';
import { copyPicture } from '../copyPicture.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';
import { changeSettings } from '../userSettings.ts';
import { notebookText } from './notebookText.ts';

/** What a person sees of many cells run at once, and of pictures that come to a cell in other ways than as an attachment. */
export function runningClaims(stage: Stage): Claims {
  writeFileSync(path.join(stage.workspace, 'three.hovle'), notebookText(...questions));
  return { ...allClaims(stage), ...pictureClaims(stage) };
}

const questions = ['![](chart.png)\nWhat?', '%continue\nWhy?', '%continue\nWhere?'];

function allClaims({ workbench }: Stage): Claims {
  const { page } = workbench;
  const notebook = new NotebookPage(workbench);
  const button = (title: string) => page.locator('.notebook-toolbar-container').getByText(title, { exact: true });
  const count = (cell: number) => notebook.cell(cell).locator('.execution-count-label').innerText();
  return {
    'Run All answers one cell after another, and numbers them in that order': async () => {
      await workbench.openByName('three.hovle');
      await notebook.untilShown();
      await button('Run All').first().click();
      for (const cell of [1, 2, 3]) await notebook.untilState(cell, 'succeeded', 120_000);
      assert.deepEqual(await Promise.all([1, 2, 3].map(count)), ['[1]', '[2]', '[3]']);
      await workbench.screenshot('run-all');
    },

    'a cell that is run again has the next number': async () => {
      await notebook.pressRunButton(1);
      await workbench.until('the number', async () => ((await count(1)) === '[4]' ? true : undefined), 60_000);
      await notebook.untilState(1, 'succeeded');
    },

    'Stop Execution ends the cell that runs and those that wait for it': async () => {
      await notebook.write(1, '%model slow\n%max_tokens 30000\nCount the stars.');
      await button('Run All').first().click();
      await notebook.untilOutput(/slow|Untrained/);
      await notebook.untilState(1, 'running');
      await button('Stop Execution').first().click();
      for (const cell of [1, 2, 3]) {
        const isAtRest = async () => (/running|pending/.test(await notebook.state(cell)) ? undefined : true);
        await workbench.until(`cell ${cell} to rest`, isAtRest);
      }
      await notebook.untilOutput(/Stopped\./);
    },

    'the engine is restarted from the toolbar of the notebook, and the next cell answers': async () => {
      await button('Restart Engine').first().click();
      await notebook.write(1, '![](chart.png)\nWhat?');
      await notebook.pressRunButton(1);
      await notebook.untilState(1, 'succeeded');
    },
  };
}

function pictureClaims(stage: Stage): Claims {
  const { workbench, workspace } = stage;
  const { page } = workbench;
  const notebook = new NotebookPage(workbench);
  const line = (text: RegExp) => notebook.cell(1).locator('.view-line').filter({ hasText: text }).first();
  return {
    'the picture that a cell names is shown when its name is pointed at': async () => {
      const name = notebook.cell(1).locator('.view-line span span', { hasText: 'chart.png' }).first();
      await page.mouse.move(5, 5);
      await name.hover();
      const hover = page.locator('.monaco-hover:visible', { hasText: /640 × 440 · PNG/ });
      await hover.waitFor();
      const picture = hover.locator('img').first();
      await workbench.until('the picture', async () => (await picture.evaluate(naturalWidth)) || undefined);
      await workbench.screenshot('cell-hover');
      await page.mouse.move(5, 5);
    },

    'a picture dropped from the Explorer is named where it is dropped': async () => {
      await notebook.write(1, 'What is it?\n');
      const [from, to] = [await boxOf(workbench.file('shapes.png')), await boxOf(line(/What\sis\sit/))];
      await page.mouse.move(from.x + 40, from.y + 8);
      await page.mouse.down();
      await page.mouse.move(to.x, to.y + 30, { steps: 8 });
      await page.keyboard.down('Shift');
      await page.mouse.move(to.x + 60, to.y + 8, { steps: 8 });
      await page.waitForTimeout(300);
      await page.mouse.up();
      await page.keyboard.up('Shift');
      await line(/!\[\]\(shapes\.png\)/).waitFor();
      await workbench.screenshot('cell-drop');
    },

    'with the setting, a pasted picture becomes a file beside the notebook': async () => {
      await page.keyboard.press('Control+S');
      await changeSettings(stage, { 'hovle.notebook.pastedImages': 'file' });
      await workbench.openByName('three.hovle');
      await notebook.untilShown();
      await copyPicture(page, 'examples/triangle.png');
      await notebook.write(1, 'What is it?\n');
      await page.keyboard.press('Control+V');
      await line(/!\[\]\(images\/image-[0-9a-f]{8}\.png\)/).waitFor();
      const folder = path.join(workspace, 'images');
      await workbench.until(
        'the file',
        async () => (existsSync(folder) && readdirSync(folder).length === 1) || undefined,
      );
      await notebook.pressRunButton(1);
      await notebook.untilState(1, 'succeeded');
      await workbench.closeAllEditors();
    },
  };
}

/** Runs in the page, where the element is a picture. */
const naturalWidth = (image: unknown) => (image as { naturalWidth: number }).naturalWidth;
