import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseNotebook } from '../../../src/extension/notebook/nbformat.ts';
import type { PlainNotebook } from '../../../src/extension/notebook/plainNotebook.ts';
import type { Claims } from '../claims.ts';
import { killEngine } from '../engineProcess.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';

/** What a person sees of a notebook, from opening it to saving it. The claims build on one another. */
export function notebookClaims({ workbench, workspace, userData }: Stage): Claims {
  const notebook = new NotebookPage(workbench);
  const tour = path.join(workspace, 'tour.hovle');
  return {
    'the tour opens as a notebook whose kernel is HoVLE': async () => {
      await workbench.open('tour.hovle');
      await notebook.untilShown();
      await workbench.page.locator('.kernel-label', { hasText: /^HoVLE$/ }).waitFor();
    },

    'a cell run by its button streams words into its output, then finishes': async () => {
      await notebook.pressRunButton(1);
      const lengths = await watchOutput(notebook, 1);
      assert.ok(lengths.size >= 4, `The output was seen at ${lengths.size} lengths.`);
      await notebook.untilState(1, 'succeeded');
      await notebook.untilOutput(/slow · fp32 · cpu · \d+ tokens in [\d.]+ s/);
    },

    'the answer of an untrained model is marked as one': async () => {
      await notebook.untilOutput(/^⚠ Untrained model: these words come from random numbers/);
    },

    'a long answer is stopped by the same button; its words stay': async () => {
      await notebook.write(3, '%max_tokens 30000\nCount the stars.');
      await notebook.pressRunButton(3);
      const words = await notebook.untilOutput(/Untrained model: .*\n+[^]*\S{20}/);
      await notebook.pressRunButton(3);
      await notebook.untilState(3, '');
      const stopped = await notebook.untilOutput(/Stopped\./);
      assert.ok(stopped.startsWith(words.slice(0, 60)), stopped);
    },

    'when the engine is killed during a run, the cell says so in a sentence': async () => {
      await notebook.pressRunButton(3);
      await notebook.untilOutput(/Untrained model: .*\n+[^]*\S{20}/);
      killEngine(userData);
      await notebook.untilState(3, 'failed');
      await notebook.untilOutput(/No answer\. The engine was killed from outside.*starts it again\./);
    },

    'the next run after that works': async () => {
      await notebook.pressRunButton(1);
      await notebook.untilState(1, 'succeeded');
    },

    'a mistake in a cell is explained, with the line it is in': async () => {
      await notebook.write(3, 'Why?\n%modle slow');
      await notebook.pressRunButton(3);
      await notebook.untilState(3, 'failed');
      await notebook.untilOutput(/Line 2: %modle is not known\. Known are %model, /);
    },

    '%continue asks again with the conversation above': async () => {
      await notebook.write(3, '%max_tokens 5\nIs it a cat?');
      await notebook.write(5, '%continue\n%max_tokens 5\nWhy?');
      await notebook.pressRunButton(3);
      await notebook.untilState(3, 'succeeded');
      await notebook.pressRunButton(5);
      await notebook.untilState(5, 'succeeded');
    },

    'the saved file is a notebook with its ids, and with the answers and what made them': async () => {
      await workbench.page.keyboard.press('Control+S');
      const saved = await workbench.until('the file to be saved', async () => savedNotebook(tour));
      assert.deepEqual(
        saved.cells.map(({ id }) => id),
        originalIds(),
      );
      const answers = saved.cells.flatMap(({ outputs }) =>
        outputs.flatMap(({ items }) => items.map(({ mime }) => mime)),
      );
      assert.deepEqual(new Set(answers), new Set(['text/markdown', 'application/vnd.hovle.answer+json']));
    },

    'a damaged notebook opens with an explanation, and its file stays as it is': async () => {
      const file = path.join(workspace, 'damaged.hovle');
      writeFileSync(file, '{"cells": [');
      await workbench.file('damaged.hovle').click();
      const dialog = workbench.page.locator('.monaco-dialog-box', { hasText: /cannot be read: it is not JSON/ });
      await dialog.waitFor();
      await workbench.screenshot('damaged-notebook');
      await dialog.locator('.monaco-button', { hasText: 'Open in Text Editor' }).click();
      await workbench.page.locator('.monaco-editor .view-line', { hasText: '"cells"' }).waitFor();
      await workbench.page.keyboard.press('Control+S');
      assert.equal(readFileSync(file, 'utf8'), '{"cells": [');
      await workbench.closeAllEditors();
    },
  };
}

/** The lengths that the output of a running cell is seen to have. */
async function watchOutput(notebook: NotebookPage, cell: number): Promise<Set<number>> {
  const lengths = new Set<number>();
  const deadline = Date.now() + 60_000;
  while ((await notebook.state(cell)) !== 'succeeded' && Date.now() < deadline) {
    const [text = ''] = await notebook.outputTexts();
    if (text.includes('Untrained')) lengths.add(text.length);
  }
  return lengths;
}

function savedNotebook(file: string): PlainNotebook | undefined {
  const notebook = parseNotebook(readFileSync(file, 'utf8'), idIsMissing);
  return notebook.cells.some(({ outputs }) => outputs.length > 0) ? notebook : undefined;
}

function originalIds(): string[] {
  return parseNotebook(readFileSync('examples/tour.hovle', 'utf8'), idIsMissing).cells.map(({ id }) => id);
}

function idIsMissing(): string {
  throw new Error('A cell was saved without its id.');
}
