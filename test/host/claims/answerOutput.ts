import assert from 'node:assert/strict';
import type { Claims } from '../claims.ts';
import { inEveryTheme } from '../inEveryTheme.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';

/** What a person can ask of an answer in a notebook. */
export function answerOutputClaims({ workbench }: Stage): Claims {
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
  };
}

function looks({ workbench }: Pick<Stage, 'workbench'>, answer: () => Promise<unknown>): Claims {
  return inEveryTheme(workbench, 'the answer', async (name) => {
    await answer();
    await workbench.screenshot(`answer-output-${name}`);
  });
}
