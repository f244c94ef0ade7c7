import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locator } from 'playwright-core';
import { schemaProblems } from '../../extension/notebook/schemaProblems.ts';
import type { Claims } from '../claims.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';
import type { WorkbenchPage } from '../workbenchPage.ts';
import { notebookText } from './notebookText.ts';

/** What a person sees while writing cells: pictures pasted, mistakes marked, words offered; and what other verbs give. */
export function cellClaims(stage: Stage): Claims {
  const { workbench, workspace } = stage;
  const inWorkspace = (name: string) => path.join(workspace, name);
  writeFileSync(inWorkspace('cells.hovle'), notebookText('What is it?', '![](chart.png)\nAnd this?'));
  writeFileSync(inWorkspace('cells.ipynb'), notebookText('%max_tokens 3\nWhy?'));
  return {
    ...writingClaims(stage, inWorkspace),
    ...verbClaims(stage, inWorkspace),
    'a notebook is exported as one page that holds its pictures': async () => {
      await workbench.openByName('cells.hovle');
      await new NotebookPage(workbench).untilShown();
      await workbench.command('HoVLE: Export Notebook');
      await workbench.pickRow('One page that holds its pictures');
      const html = await savedBy(workbench, inWorkspace('cells.html'));
      assert.match(html, /<img src="data:image\/png;base64,/);
      await lookAt(workbench, inWorkspace('cells.html'));
    },

    'a notebook is exported as Markdown with its pictures beside it': async () => {
      await workbench.command('HoVLE: Export Notebook');
      await workbench.pickRow('A text, and a folder with its pictures');
      const markdown = await savedBy(workbench, inWorkspace('cells.md'));
      const [, picture = ''] = /!\[\]\((cells_files\/[^)]+)\)/.exec(markdown) ?? [];
      assert.ok(existsSync(inWorkspace(picture)), markdown);
      await workbench.closeAllEditors();
    },

    'a Jupyter notebook is asked and saved as one': async () => {
      await workbench.openByName('cells.ipynb');
      const notebook = new NotebookPage(workbench);
      await notebook.cell(0).waitFor();
      await notebook.pressRunButton(0);
      await notebook.untilState(0, 'succeeded');
      await workbench.page.keyboard.press('Control+S');
      const saved = () => /vnd\.hovle\.answer/.test(readFileSync(inWorkspace('cells.ipynb'), 'utf8'));
      await workbench.until('the file to be saved', async () => saved() || undefined);
      await keep(inWorkspace('cells.ipynb'));
      await workbench.closeAllEditors();
    },

    'the tour comes with its pictures, wherever it will be saved': async () => {
      await workbench.command('HoVLE: New Notebook');
      await workbench.pickRow('What cells can do');
      const notebook = new NotebookPage(workbench);
      await notebook.untilShown();
      await line(notebook, 1, /attachment:triangle\.png/);
      await notebook.pressRunButton(1);
      await notebook.untilState(1, 'succeeded');
      await notebook.untilOutputAbove(2);
      await workbench.screenshot('tour');
      await workbench.closeAllEditors();
    },

    'a new notebook begins with the template that is chosen': async () => {
      await workbench.command('HoVLE: New Notebook');
      const rows = await workbench.rows('Explain a screenshot');
      assert.equal(rows.length, 5);
      await workbench.screenshot('templates');
      await workbench.pickRow('Compare two models');
      const notebook = new NotebookPage(workbench);
      await notebook.untilShown();
      await notebook.cell(1).locator('.view-line', { hasText: '%compare' }).waitFor();
      await workbench.closeAllEditors();
    },
  };
}

function writingClaims({ workbench }: Stage, inWorkspace: (name: string) => string): Claims {
  const notebook = new NotebookPage(workbench);
  return {
    'a pasted picture becomes an attachment of the question, and the model reads it': async () => {
      await workbench.openByName('cells.hovle');
      await notebook.untilShown();
      await copyPicture(workbench, readFileSync('examples/shapes.png').toString('base64'));
      await notebook.write(1, '%max_tokens 5\nWhat is it?\n');
      await workbench.page.keyboard.press('Control+V');
      await line(notebook, 1, /!\[\]\(attachment:image-[0-9a-f]{8}\.png\)/);
      await notebook.pressRunButton(1);
      await notebook.untilState(1, 'succeeded');
    },

    'the cell says what made its answer': async () => {
      const status = notebook.cell(1).locator('.cell-statusbar-container');
      await status.getByText(/slow · cpu · \d+ tokens · [\d.]+ s/).waitFor();
      await workbench.screenshot('cell-status');
    },

    'the saved file holds the attachment where the format has room for it': async () => {
      await workbench.page.keyboard.press('Control+S');
      const read = () => /"attachments": \{/.test(readFileSync(inWorkspace('cells.hovle'), 'utf8')) || undefined;
      await workbench.until('the file to be saved', async () => read());
      await keep(inWorkspace('cells.hovle'));
    },

    'an unknown directive is marked, and a quick fix writes the one that was meant': async () => {
      await notebook.write(2, '%modle slow\nWhy?');
      await notebook.cell(2).locator('.squiggly-error').first().waitFor();
      await workbench.page.keyboard.press('Control+Home');
      await workbench.page.keyboard.press('ArrowRight');
      await workbench.page.keyboard.press('Control+.');
      await workbench.page.locator('.action-widget').getByText('Change to %model').waitFor();
      await workbench.screenshot('cell-quick-fix');
      await workbench.page.keyboard.press('Enter');
      await line(notebook, 2, /^%model\sslow/);
      await notebook.cell(2).locator('.squiggly-error').first().waitFor({ state: 'detached' });
    },

    'a picture that is not there is marked, and one that is there is a link that opens it': async () => {
      await notebook.write(2, '![](shape.png)\nWhy?');
      await notebook.cell(2).locator('.squiggly-error').first().waitFor();
      await notebook.write(2, '![](shapes.png)\nWhy?');
      await notebook.cell(2).locator('.squiggly-error').first().waitFor({ state: 'detached' });
      await workbench.until('the picture to be opened', () => followLink(notebook.cell(2), workbench), 60_000);
      await workbench.page.keyboard.press('Control+F4');
      await workbench.openByName('cells.hovle');
    },

    'directives, models, devices and pictures are offered': async () => {
      const cases = { '%comp': '%compare', '%model ': 'slow', '%device c': 'cpu', '![](sh': 'shapes.png' };
      for (const [typed, offered] of Object.entries(cases)) {
        await notebook.suggestion(2, typed, offered);
        if (offered === 'shapes.png') await workbench.screenshot('cell-completion');
        await workbench.page.keyboard.press('Escape');
      }
    },
  };
}

function verbClaims({ workbench }: Stage, inWorkspace: (name: string) => string): Claims {
  const notebook = new NotebookPage(workbench);
  return {
    '%compare shows the answers of both models under their names': async () => {
      await notebook.write(2, '%compare slow hovle-untrained\n%max_tokens 5\n![](shapes.png)\nWhat is it?');
      await notebook.pressRunButton(2);
      await notebook.untilState(2, 'succeeded');
      await notebook.untilOutput(/slow[^]*hovle-untrained[^]*What the answers took[^]*slow\s+[\d.]+ s\s+5\s/);
      await workbench.screenshot('cell-compare');
    },

    '%caption gives a table and writes the file, with the reason for a picture that is none': async () => {
      await notebook.write(2, '%caption *.png > captions.csv\n%max_tokens 5');
      await notebook.pressRunButton(2);
      await notebook.untilState(2, 'succeeded');
      await notebook.untilOutput(
        /broken\.png[^]*No caption\.[^]*chart\.png[^]*shapes\.png[^]*Written to captions\.csv/,
      );
      await workbench.screenshot('cell-caption');
      assert.match(readFileSync(inWorkspace('captions.csv'), 'utf8'), /^file,caption\nchart\.png,/);
    },

    'nothing is written outside of the folder, neither by the name of a file nor by a link': async () => {
      const outside = path.dirname(inWorkspace('.'));
      symlinkSync(outside, inWorkspace('leads-out'));
      await workbench.openByName('cells.hovle');
      await notebook.untilShown();
      for (const name of [`${inWorkspace('.')}/../captions.csv`, 'leads-out/captions.csv']) {
        await notebook.write(2, `%caption triangle.png > ${name}`);
        await notebook.pressRunButton(2);
        await notebook.untilOutput(new RegExp(`${name.replaceAll('.', '\\.')} leads out of`));
      }
      assert.ok(!existsSync(path.join(outside, 'captions.csv')));
      rmSync(inWorkspace('leads-out'));
    },
  };
}

/** Puts a picture on the clipboard, as a screenshot program does. */
async function copyPicture({ page }: WorkbenchPage, base64: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(writeToClipboard, base64);
}

/** Runs in the page. */
async function writeToClipboard(base64: string): Promise<void> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const picture = new Blob([bytes], { type: 'image/png' });
  const { navigator, ClipboardItem } = globalThis as unknown as BrowserWindow;
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
}

interface BrowserWindow {
  navigator: { clipboard: { write: (items: object[]) => Promise<void> } };
  ClipboardItem: new (forms: Record<string, Blob>) => object;
}

async function line(notebook: NotebookPage, cell: number, text: RegExp): Promise<void> {
  await notebook.cell(cell).locator('.view-line').filter({ hasText: text }).first().waitFor();
}

/** The editor draws a link anew when the pointer comes, when a key is held, and when its text is coloured: what stands there is clicked. */
async function followLink(cell: Locator, { page }: WorkbenchPage): Promise<true | undefined> {
  const box = await cell
    .locator('.detected-link')
    .first()
    .boundingBox({ timeout: 3000 })
    .catch(() => null);
  if (!box) return undefined;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.keyboard.down('Control');
  await page.mouse.click(x, y);
  await page.keyboard.up('Control');
  const opened = page.locator('.tab.active', { hasText: 'shapes.png' });
  return opened.waitFor({ timeout: 3000 }).then(
    () => true as const,
    () => undefined,
  );
}

/** Accepts what the dialog for files proposes. */
async function savedBy(workbench: WorkbenchPage, file: string): Promise<string> {
  const input = workbench.page.locator('.quick-input-widget input').first();
  await workbench.until(
    'the dialog',
    async () => (await input.inputValue()).endsWith(path.basename(file)) || undefined,
  );
  await workbench.page.keyboard.press('Enter');
  await workbench.until(file, async () => existsSync(file) || undefined);
  return readFileSync(file, 'utf8');
}

/** Opens a page in a window of its own and keeps a picture of it. */
async function lookAt({ page }: WorkbenchPage, file: string): Promise<void> {
  const browser = page.context().browser();
  assert.ok(browser);
  const shown = await browser.newPage();
  try {
    await shown.goto(pathToFileURL(file).href);
    assert.ok(await shown.locator('img').first().evaluate(naturalWidth));
    await shown.screenshot({ path: '.cache/screenshots/exported-page.png' });
  } finally {
    await shown.close();
  }
}

/** A copy of a notebook that was saved, for those who want to look at it. */
async function keep(file: string): Promise<void> {
  assert.deepEqual(schemaProblems(readFileSync(file, 'utf8')), []);
  writeFileSync(path.join('.cache/screenshots', path.basename(file)), readFileSync(file));
}

/** Runs in the page, where the element is a picture. */
const naturalWidth = (image: unknown) => (image as { naturalWidth: number }).naturalWidth;
