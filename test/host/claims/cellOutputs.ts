import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { schemaProblems } from '../../extension/notebook/schemaProblems.ts';
import type { Claims } from '../claims.ts';
import { ExplorerPage } from '../explorerPage.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';

const schema =
  '{"properties": {"count": {"type": "integer", "maximum": 9}, "on": {"type": "boolean"}}, "required": ["count"]}';

/** What the cells of the notebook ask; the first cell is a note. */
const cells = [
  '%compare slow hovle-nano\n%max_tokens 8\n![](shapes.png)\nWhat is it?',
  '%caption *.png\n%max_tokens 6',
  '%embed red circle\n%model hovle-nano\n![](shapes.png)',
  `%json ${schema}\n%max_tokens 200\nHow many?`,
  '%json {"type": "array", "uniqueItems": true}\nHow many?',
];

/** Comparisons, captions, spaces and JSON in a notebook of the workbench. */
export function cellOutputClaims({ workbench, workspace }: Stage): Claims {
  const notebook = new NotebookPage(workbench);
  const file = path.join(workspace, 'outputs.hovle');
  writeFileSync(file, notebookText());
  const done = async (cell: number, selector: string): Promise<Locator> => {
    await notebook.pressRunButton(cell);
    await notebook.untilState(cell, 'succeeded', 120_000);
    return shown((await workbench.inAnyFrame(selector, 60_000)).frame, selector);
  };
  return {
    '%json gives JSON that fits the schema, even from a model that means nothing': async () => {
      await workbench.openByName('outputs.hovle');
      await notebook.untilShown();
      await notebook.pressRunButton(4);
      await notebook.untilState(4, 'succeeded', 120_000);
      await notebook.untilOutput(/\{\s*"count": -?\d/);
      await workbench.screenshot('output-json');
    },

    '%json says which part of a schema cannot be kept to': async () => {
      await notebook.pressRunButton(5);
      await notebook.untilState(5, 'failed');
      await notebook.untilOutput(/No answer\. The schema cannot be followed.*the keyword uniqueItems/);
    },

    // From the last cell to the first: an output pushes the cells below it out of sight.
    '%embed shows patches and words layer by layer': async () => {
      const output = await done(3, '.hovle-embedding');
      await output.locator('canvas.picture').waitFor();
      await output.getByRole('slider', { name: 'Layer' }).fill('0');
      await output
        .getByText(/Layer 0/)
        .first()
        .waitFor();
      await workbench.screenshot('output-embedding');
    },

    '%caption gives a table with the pictures beside their captions': async () => {
      const output = await done(2, '.hovle-captions');
      await output.getByRole('searchbox', { name: 'Find' }).fill('shapes');
      await output.getByRole('rowheader', { name: 'shapes.png' }).waitFor();
      const image = output.locator('tbody img');
      await workbench.until('the thumbnail', async () => (await image.evaluate(naturalWidth)) > 0 || undefined);
      await output.getByRole('searchbox', { name: 'Find' }).fill('');
      await workbench.screenshot('output-captions');
    },

    '%compare shows models side by side, and marks their differences': async () => {
      const output = await done(1, '.hovle-comparison');
      assert.equal(await output.getByRole('article').count(), 2);
      await output.getByRole('combobox', { name: 'Mark differences from' }).selectOption('0');
      await output.locator('ins, del').first().waitFor();
      await workbench.screenshot('output-comparison');
    },

    'what cells gave is kept in the file, as text and pictures for any viewer beside the data': async () => {
      await workbench.page.keyboard.press('Control+S');
      const saved = () => /vnd\.hovle\.embedding/.test(readFileSync(file, 'utf8')) || undefined;
      await workbench.until('the file to be saved', async () => saved());
      const { cells: kept } = JSON.parse(readFileSync(file, 'utf8')) as { cells: { outputs?: Output[] }[] };
      const forms = kept.map(({ outputs = [] }) => outputs.flatMap(({ data = {} }) => Object.keys(data)));
      for (const [cell, kind] of [
        [1, 'comparison'],
        [2, 'captions'],
        [3, 'embedding'],
      ] as const)
        assert.ok(['text/markdown', `application/vnd.hovle.${kind}+json`].every((mime) => forms[cell]?.includes(mime)));
      assert.ok(forms[3]?.includes('image/png'));
      assert.deepEqual(schemaProblems(readFileSync(file, 'utf8')), []);
      writeFileSync('.cache/screenshots/outputs.hovle', readFileSync(file));
    },

    'the space of a cell is opened in the explorer, as the model of the cell sees it': async () => {
      const output = shown((await workbench.inAnyFrame('.hovle-embedding', 60_000)).frame, '.hovle-embedding');
      await output.getByRole('button', { name: 'Open in the Embedding Explorer' }).press('Enter');
      await workbench.inAnyFrame('.explorer .plot', 60_000);
      const summary = await new ExplorerPage(workbench).untilShown();
      // The model that answers, which the cell does not name, is not trained.
      assert.doesNotMatch(summary, /untrained/);
      await workbench.screenshot('output-explored');
      await workbench.closeAllEditors();
    },
  };
}

interface Output {
  data?: Record<string, unknown>;
}

const shown = (frame: Frame, selector: string): Locator => frame.locator(selector).first();

function notebookText(): string {
  const note = { cell_type: 'markdown', id: 'note', metadata: {}, source: '# Outputs' };
  const questions = cells.map((source, index) => ({
    ...{ cell_type: 'code', execution_count: null, id: `question-${index}` },
    ...{ metadata: { vscode: { languageId: 'hovle' } }, outputs: [], source },
  }));
  return JSON.stringify({ cells: [note, ...questions], metadata: {}, nbformat: 4, nbformat_minor: 5 });
}

/** Runs in the page, where the element is a picture. */
const naturalWidth = (image: unknown) => (image as { naturalWidth: number }).naturalWidth;
