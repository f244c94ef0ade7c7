import assert from 'node:assert/strict';
import { NotebookPage } from '../notebookPage.ts';
import type { Claims } from '../claims.ts';
import type { Stage } from '../stage.ts';

/** What a person sees of models: the list, the choice, and the status bar. */
export function modelClaims({ workbench }: Stage): Claims {
  const status = workbench.page.locator('[id="hovle.hovle.hovle.status"], [id*="hovle.status"]').first();
  return {
    'the status bar names the model and the device': async () => {
      await status.filter({ hasText: 'slow · cpu' }).waitFor();
    },

    'the picker lists the models of the folders, says which are untrained, and marks the chosen one': async () => {
      await workbench.command('HoVLE: Select Model');
      const rows = await workbench.rows('Browse…');
      assert.match(rows.join('\n'), /hovle-untrained.*HoVLE · \d+ K parameters · untrained/);
      assert.match(rows.join('\n'), /slow.*\d\d M parameters · untrained · ready as fp32/);
      assert.match(rows.join('\n'), /hovle-nano.*comes with HoVLE/);
      assert.match(rows.at(-1) ?? '', /Browse…/);
      await workbench.screenshot('model-picker');
    },

    'the chosen model answers from then on': async () => {
      await workbench.pickRow('hovle-untrained');
      await workbench.open('tour.hovle');
      const notebook = new NotebookPage(workbench);
      await notebook.untilShown();
      await notebook.pressRunButton(1);
      await notebook.untilOutput(/hovle-untrained · fp32 · cpu/);
      await workbench.until(
        'the status bar',
        async () => /hovle-untrained · cpu/.exec(await status.innerText()) ?? undefined,
      );
    },

    'a click on the status bar offers what can be done': async () => {
      await status.click();
      const rows = await workbench.rows('Show Log');
      for (const title of ['Select Model', 'Explain Image', 'Restart Engine', 'Stop Engine', 'Show Log'])
        assert.ok(
          rows.some((row) => row.includes(title)),
          title,
        );
      await workbench.screenshot('status-menu');
    },

    'the log tells of the engine': async () => {
      await workbench.pickRow('Show Log');
      await workbench.page.locator('.panel .view-line', { hasText: '[info]' }).first().waitFor();
      await workbench.screenshot('log');
      await workbench.command('View: Hide Panel');
      await workbench.closeAllEditors();
    },

    'a new notebook has a question to change': async () => {
      await workbench.command('HoVLE: New Notebook');
      await workbench.pickRow('One picture and one question to change');
      const notebook = new NotebookPage(workbench);
      await notebook.untilShown();
      await workbench.screenshot('new-notebook');
      await notebook.write(1, 'What is HoVLE?');
      await workbench.closeAllEditors();
    },

    'nothing outside this machine was asked for': async () => {
      assert.deepEqual([...workbench.refused], []);
    },
  };
}
