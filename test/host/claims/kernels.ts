import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { schemaProblems } from '../../extension/notebook/schemaProblems.ts';
import type { Claims } from '../claims.ts';
import { copyPicture } from '../copyPicture.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';

/** What a person sees of a Jupyter notebook where a kernel of another extension is present as well. */
export function kernelClaims({ workbench, workspace }: Stage): Claims {
  const { page } = workbench;
  const notebook = new NotebookPage(workbench);
  const file = path.join(workspace, 'both.ipynb');
  writeFileSync(file, jupyterNotebook());
  const kernel = page.locator('.notebook-toolbar-container .kernel-label, .kernel-status-label').first();
  const choose = async (name: string) => {
    await workbench.command('Notebook: Select Notebook Kernel');
    const [row] = await workbench.rows('ernel');
    // Beside the chosen one stands a row that leads to the others.
    if (row?.includes('Currently Selected')) await workbench.pickRow('Select Another Kernel');
    await workbench.rows(name);
  };
  return {
    'a Jupyter notebook that two kernels could run is given to neither unasked': async () => {
      await workbench.openByName('both.ipynb');
      await notebook.cell(0).waitFor();
      await page.getByText('Select Kernel').first().waitFor();
      await choose('Another kernel');
      const rows = await workbench.rows('HoVLE');
      assert.ok(
        rows.some((row) => row.includes('Another kernel')),
        rows.join('\n'),
      );
      await workbench.screenshot('kernel-picker');
      await workbench.pickRow('Another kernel');
      await kernel.filter({ hasText: 'Another kernel' }).waitFor();
      await notebook.pressRunButton(0);
      await notebook.untilOutput(/ran elsewhere: plot\(\)/);
    },

    'a picture in the output of the other kernel is explained from the menu of its cell': async () => {
      await notebook.cell(0).hover();
      const more = notebook.cell(0).locator('.cell-title-toolbar .codicon-toolbar-more').first();
      await workbench.pointInMenuOf(more, 'Explain Image Output', 'left');
      await workbench.screenshot('explain-output');
      await workbench.choosePointedAt();
      await page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
      await notebook.untilOutput(/slow · fp32 · cpu · \d+ tokens/, 120_000);
      await workbench.screenshot('explained-output');
    },

    'the HoVLE kernel is chosen, and asks about a pasted picture there': async () => {
      await workbench.openByName('both.ipynb');
      await choose('HoVLE');
      await workbench.pickRow('HoVLE');
      await kernel.filter({ hasText: 'HoVLE' }).waitFor();
      await copyPicture(page, 'examples/shapes.png');
      await notebook.write(1, '%max_tokens 5\nWhat is it?\n');
      await page.keyboard.press('Control+V');
      await notebook
        .cell(1)
        .locator('.view-line')
        .filter({ hasText: /!\[\]\(attachment:image-[0-9a-f]{8}\.png\)/ })
        .first()
        .waitFor();
      await notebook.pressRunButton(1);
      await notebook.untilState(1, 'succeeded', 120_000);
      await notebook.untilOutput(/slow · fp32 · cpu · 5 tokens/);
      await workbench.screenshot('jupyter-notebook');
    },

    'the saved file is a Jupyter notebook that holds what both kernels gave': async () => {
      await page.keyboard.press('Control+S');
      const saved = () => /vnd\.hovle\.answer/.test(readFileSync(file, 'utf8')) || undefined;
      await workbench.until('the file to be saved', async () => saved());
      const text = readFileSync(file, 'utf8');
      assert.deepEqual(schemaProblems(text), []);
      writeFileSync('.cache/screenshots/both.ipynb', text);
      assert.match(text, /ran elsewhere: plot\(\)[^]*"attachments"/);
      await workbench.closeAllEditors();
    },
  };
}

/** A cell for each kernel. */
function jupyterNotebook(): string {
  const cell = { cell_type: 'code', execution_count: null, outputs: [] };
  const cells = [
    { ...cell, id: 'plot', metadata: {}, source: 'plot()' },
    { ...cell, id: 'question', metadata: { vscode: { languageId: 'hovle' } }, source: 'What is it?' },
  ];
  const python = { display_name: 'Python 3', language: 'python', name: 'python3' };
  const metadata = { kernelspec: python, language_info: { name: 'python' } };
  return JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 });
}
