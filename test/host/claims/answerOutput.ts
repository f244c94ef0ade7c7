import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Claims } from '../claims.ts';
import { killEngine, pauseEngine } from '../engineProcess.ts';
import { inEveryTheme } from '../inEveryTheme.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';

/** What a person can ask of an answer in a notebook. */
export function answerOutputClaims(stage: Stage): Claims {
  const { workbench } = stage;
  const notebook = new NotebookPage(workbench);
  const answer = async () => (await workbench.inAnyFrame('.hovle-answer', 60_000)).frame;
  return {
    'an answer offers to tell what it rests on': async () => {
      await workbench.open('tour.hovle');
      await notebook.untilShown();
      await notebook.pressRunButton(1);
      await notebook.untilState(1, 'succeeded');
      await (await answer()).getByRole('button', { name: 'What does it rest on?' }).first().click();
      await (await answer()).locator('.pieces button').first().waitFor({ timeout: 60_000 });
    },

    'a word that is pressed shows on the picture what lies near it': async () => {
      const frame = await answer();
      await frame.getByLabel('Method').selectOption('similarity');
      await frame.locator('.pieces button').last().click();
      await frame.getByText(/: cosine with each patch, from -?\d\.\d+ \(dark\) to \d\.\d+ \(light\)/).waitFor();
      assert.ok((await frame.locator('.hovle-answer canvas').count()) > 0);
      await workbench.screenshot('answer-output');
    },

    ...looks({ workbench }, answer),
    ...claimsOfAskedAgain(stage, notebook),
  };
}

/** Of an answer whose engine ends, and whose cell is another by the time that it is looked into. */
function claimsOfAskedAgain({ workbench, workspace, userData }: Stage, notebook: NotebookPage): Claims {
  const cells = [asks('hovle-nano'), 'Below.'].map((source, index) => ({ ...cell, id: `asked-${index}`, source }));
  writeFileSync(
    path.join(workspace, 'asked.hovle'),
    JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }),
  );
  const output = async () => (await workbench.inAnyFrame('.hovle-answer', 60_000)).frame;
  const button = async (name: string) => (await output()).getByRole('button', { name });
  const ask = async () => (await button('What does it rest on?')).click();
  const answered = async () => {
    await notebook.pressRunButton(0);
    await notebook.untilState(0, 'succeeded');
    await (await button('What does it rest on?')).waitFor();
  };
  // A cell that has just been left may take a key too late: then once more.
  const write = (text: string) =>
    workbench.until('the cell to be written', async () => {
      await notebook.write(0, text);
      const lines = await notebook.cell(0).locator('.view-line').count();
      return lines === text.split('\n').length || undefined;
    });
  return {
    'an explanation whose engine is killed says so, and is asked for again': async () => {
      await workbench.closeAllEditors();
      await workbench.openByName('asked.hovle');
      await notebook.untilShown();
      await answered();
      pauseEngine(userData);
      await ask();
      await (await button('Stop')).waitFor();
      await workbench.screenshot('answer-waits');
      killEngine(userData);
      await (await output()).getByText(/The engine was killed from outside/).waitFor({ timeout: 60_000 });
      await workbench.screenshot('answer-failed');
      await ask();
      await (await output()).locator('.pieces button').first().waitFor({ timeout: 60_000 });
    },

    'an answer whose question has been edited since is not explained by another question': async () => {
      await answered();
      await write(asks('hovle-nano', 'What shape is it?'));
      await ask();
      await (await output()).getByText(/The question has changed since this answer.*Run the cell again\./).waitFor();
      await workbench.screenshot('answer-changed');
    },

    'an answer whose cell names another model by now is explained by the one that gave it': async () => {
      await write(asks('slow'));
      await ask();
      const word = (await output()).locator('.pieces button').first();
      await word.waitFor({ timeout: 60_000 });
      // One that was never trained finds no word among its thousand likely.
      const [, percent] = /([\d.]+) %$/.exec(await word.innerText()) ?? [];
      assert.ok(Number(percent) > 20, await word.innerText());
    },
  };
}

const asks = (model: string, question = 'What colour is the shape?') =>
  `%model ${model}\n%temperature 0\n\n![](triangle.png)\n\n${question}`;

const cell = {
  ...{ cell_type: 'code', execution_count: null, outputs: [] },
  metadata: { vscode: { languageId: 'hovle' } },
};

function looks({ workbench }: Pick<Stage, 'workbench'>, answer: () => Promise<unknown>): Claims {
  return inEveryTheme(workbench, 'the answer', async (name) => {
    await answer();
    await workbench.screenshot(`answer-output-${name}`);
  });
}
