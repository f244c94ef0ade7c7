import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { boxOf } from '../boxOf.ts';
import type { Claims } from '../claims.ts';
import { HoverPage } from '../hoverPage.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';
import type { WorkbenchPage } from '../workbenchPage.ts';

/** The walkthrough, and what its pages show: each claim leaves the picture of a page in .cache/screenshots/walkthrough. */
export function walkthroughClaims({ workbench, workspace }: Stage): Claims {
  const { page } = workbench;
  const document = '<h1>Coffee</h1>\n<p>\n  <img src="chart.png">\n</p>\n';
  return {
    'the menu of a picture in the Explorer offers to explain it': async () => {
      await workbench.pointInMenuOf(workbench.file('chart.png'), 'Explain Image');
      await take(workbench, 'explain', page.locator('.monaco-menu').last());
      await workbench.dismiss();
    },

    'a question has its picture, and more are offered': async () => {
      await workbench.command('HoVLE: New Notebook');
      await workbench.pickRow('One picture and one question to change');
      const notebook = new NotebookPage(workbench);
      await notebook.untilShown();
      await notebook.suggestion(1, '%temperature 0\nOn which day were the most cups sold?\n![](', 'diagram.png');
      await take(workbench, 'notebook', notebook.cell(1).first());
      await workbench.dismiss();
      await workbench.closeAllEditors();
    },

    'the name of a picture shows it when pointed at': async () => {
      const hover = new HoverPage(workbench);
      writeFileSync(path.join(workspace, 'coffee.html'), document);
      await workbench.openByName('coffee.html');
      await hover.shows(document, 'chart.png', /Explain Image/);
      await hover.pictureWidth();
      await take(workbench, 'hover', page.locator('.view-line', { hasText: 'chart.png' }).first());
      await hover.close();
    },

    'a picture without a description has a quick fix': async () => {
      await page.keyboard.press('Control+.');
      const fix = page.locator('.action-widget').first();
      await fix.waitFor();
      await take(workbench, 'altText', page.locator('.view-line', { hasText: 'chart.png' }).first());
      await workbench.dismiss();
      await workbench.closeAllEditors();
    },

    'the item at the bottom of the window has a menu': async () => {
      await page.locator('.statusbar-item', { hasText: 'slow' }).first().click();
      await workbench.rows('Select Model…');
      await take(workbench, 'model', page.locator('.quick-input-widget').first());
      await workbench.dismiss();
    },

    'the walkthrough opens, each step with its page': async () => {
      await workbench.command('Welcome: Open Walkthrough');
      await workbench.pickRow('Get Started with HoVLE');
      for (const [step, picture] of Object.entries(pages)) {
        await page.locator('.getting-started-step', { hasText: step }).first().click();
        const isDrawn = async () => (await workbench.inAnyFrame(`img[src*="${picture}"]`)).handle.evaluate(isLoaded);
        await workbench.until(`the picture of ${step}`, async () => (await isDrawn()) || undefined);
      }
      assert.equal(await page.locator('.getting-started-step').count(), 5);
      await workbench.screenshot('walkthrough');
      await workbench.closeAllEditors();
    },
  };
}

/** Steps with the pictures of their pages. */
const pages = {
  'Have a picture explained': 'explain.png',
  'Ask in a notebook': 'notebook.png',
  "Point at a picture's name": 'hover.png',
  'Describe pictures for everyone': 'altText.png',
  'Choose a model': 'model.png',
};

/** Runs in the page, where the element is a picture. */
const isLoaded = (image: unknown) => (image as { naturalWidth: number }).naturalWidth > 0;

/** A picture of the window around an element, as wide as a page of the walkthrough. */
async function take({ page }: WorkbenchPage, name: string, around: Locator): Promise<void> {
  const folder = path.resolve('.cache/screenshots/walkthrough');
  mkdirSync(folder, { recursive: true });
  const box = await boxOf(around);
  const x = Math.max(0, Math.min(box.x - 40, 1400 - size.width));
  const y = Math.max(0, Math.min(box.y - 60, 1300 - size.height));
  await page.screenshot({ path: path.join(folder, `${name}.png`), clip: { x, y, ...size } });
}

const size = { width: 660, height: 400 };
