import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { boxOf } from '../boxOf.ts';
import type { Claims } from '../claims.ts';
import { inEveryTheme } from '../inEveryTheme.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';

/** What a person sees of maps: of any word by `%map`, and of the words of an answer by every method. */
export function mapClaims({ workbench, workspace }: Stage): Claims {
  const notebook = new NotebookPage(workbench);
  const file = path.join(workspace, 'maps.hovle');
  writeFileSync(file, notebookText(...cells));
  const shown = async (selector: string) => (await workbench.inAnyFrame(selector, 60_000)).frame;
  return {
    // The last cell first: outputs above it would push its own out of the window, where a notebook hides it.
    'a word of an answer is shown by similarity, by gradient and by attention': async () => {
      await workbench.openByName('maps.hovle');
      await notebook.untilShown();
      await notebook.pressRunButton(2);
      await notebook.untilState(2, 'succeeded');
      const frame = await shown('.hovle-answer:not(.hovle-map)');
      await frame.getByRole('button', { name: 'What does it rest on?' }).click();
      const word = frame.locator('.pieces button').first();
      await word.waitFor({ timeout: 60_000 });
      await word.press('Enter');
      const maps = frame.locator('.maps');
      await maps
        .getByText(/one patch makes it up to [\d.]+ times as likely|no single patch makes it/)
        .waitFor({ timeout: 60_000 });
      await workbench.screenshot('map-answer-gradient');
      await frame.getByLabel('Method').selectOption('similarity');
      await maps.getByText(/: cosine with each patch, from/).waitFor();
      await frame.getByLabel('Method').selectOption('attention');
      await maps.getByText(/of the attention on one patch/).waitFor({ timeout: 60_000 });
      await maps.getByLabel('View').selectOption({ label: 'Layer 3' });
      await maps.getByLabel('Heads').selectOption({ label: 'Head 2' });
      await workbench.screenshot('map-answer-head');
    },

    'a word is mapped by the method that the cell names': async () => {
      await notebook.pressRunButton(0);
      await notebook.untilState(0, 'succeeded');
      const frame = await shown('.hovle-map');
      await frame
        .getByText(/“green”: (one patch makes it up to [\d.]+ times as likely|no single patch makes it)/)
        .waitFor();
      await frame.getByText('Light patches speak for the word').waitFor();
      await frame.locator('.hovle-map canvas').waitFor({ state: 'visible' });
      const box = await boxOf(frame.locator('.hovle-map'));
      assert.ok(box.height > 100, 'the notebook gives the map its room');
      await workbench.screenshot('map-output');
    },

    'a map is saved as a picture and a text as well, and names no folder': async () => {
      await workbench.page.keyboard.press('Control+S');
      const saved = () => (/vnd\.hovle\.map/.test(readFileSync(file, 'utf8')) ? true : undefined);
      await workbench.until('the file to be saved', async () => saved());
      const text = readFileSync(file, 'utf8');
      for (const mime of ['image/png', 'text/markdown']) assert.ok(text.includes(`"${mime}"`), mime);
      assert.ok(!text.includes(workspace));
    },

    'a word without a picture is a sentence': async () => {
      await notebook.pressRunButton(1);
      await notebook.untilState(1, 'failed');
      const sentence = await notebook.untilOutput(/There is no picture in this question/);
      // It asked for none.
      assert.doesNotMatch(sentence, /No answer/);
    },

    ...looks({ workbench }),
  };
}

/** Of a scene that hovle-nano knows. */
const cells = [
  '%map green\n%method gradient\n%model hovle-nano\n\n![](triangle.png)\n\nWhat colour is the shape?',
  '%map green\n%model hovle-nano\n\nWhat colour is the shape?',
  '%model hovle-nano\n%temperature 0\n\n![](triangle.png)\n\nWhat colour is the shape?',
];

function looks({ workbench }: Pick<Stage, 'workbench'>): Claims {
  const claims = inEveryTheme(workbench, 'maps', async (name) => {
    await workbench.inAnyFrame('.hovle-map', 60_000);
    await workbench.screenshot(`maps-${name}`);
  });
  claims['maps can be shown in a narrow window'] = async () => {
    await workbench.page.setViewportSize({ width: 620, height: 900 });
    await workbench.screenshot('maps-narrow');
    await workbench.page.setViewportSize({ width: 1400, height: 1300 });
  };
  return claims;
}

function notebookText(...questions: string[]): string {
  const written = questions.map((source, index) => ({
    ...{ cell_type: 'code', execution_count: null, id: `question-${index}` },
    ...{ metadata: { vscode: { languageId: 'hovle' } }, outputs: [], source },
  }));
  return JSON.stringify({ cells: written, metadata: {}, nbformat: 4, nbformat_minor: 5 });
}
