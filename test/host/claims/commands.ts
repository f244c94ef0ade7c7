import assert from 'node:assert/strict';
import { copyFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { AnswerPage } from '../answerPage.ts';
import type { Claims } from '../claims.ts';
import { copyPicture } from '../copyPicture.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';

/** What a person sees of the commands about pictures and the engine. */
export function commandClaims({ workbench, workspace }: Stage): Claims {
  const { page } = workbench;
  const notebook = new NotebookPage(workbench);
  const panel = new AnswerPage(workbench);
  return {
    'a question of one’s own is asked about the image in the active tab': async () => {
      await workbench.openByName('chart.png');
      await workbench.command('HoVLE: Ask About Image');
      await page.locator('.quick-input-widget input').first().fill('On which day?');
      await page.keyboard.press('Enter');
      await panel.untilState('done');
      await workbench.closeAllEditors();
    },

    'text is extracted from a picture': async () => {
      await workbench.openByName('settings.png');
      await workbench.command('HoVLE: Extract Text');
      await panel.untilState('done');
      await workbench.closeAllEditors();
    },

    'an image is explained as a chart': async () => {
      await workbench.openByName('chart.png');
      await workbench.command('HoVLE: Explain Image As');
      await workbench.pickRow('Chart');
      await panel.untilState('done');
      await workbench.screenshot('explain-as-chart');
      await workbench.closeAllEditors();
    },

    'two selected images are compared in a notebook that answers by itself': async () => {
      await workbench.chooseFromMenu(['chart.png', 'shapes.png'], 'HoVLE', 'Compare Images');
      await workbench.inAnyFrame('text=/The sizes differ: 640 × 440 and 600 × 360 pixels/');
      await notebook.untilOutput(/slow · fp32 · cpu · \d+ tokens/);
      await workbench.screenshot('compare-images');
      await workbench.closeAllEditors();
    },

    'two pictures that show the same are said to, before the model says anything': async () => {
      copyFileSync(path.join(workspace, 'chart.png'), path.join(workspace, 'chart-2.png'));
      await workbench.chooseFromMenu(['chart.png', 'chart-2.png'], 'HoVLE', 'Compare Images');
      await workbench.inAnyFrame('text=/The pictures are the same, pixel by pixel/');
      await notebook.untilOutput(/slow · fp32 · cpu · \d+ tokens/);
      await workbench.closeAllEditors();
      rmSync(path.join(workspace, 'chart-2.png'));
    },

    'a picture in the clipboard is explained once it is pasted': async () => {
      await copyPicture(page, 'examples/chart.png');
      await workbench.command('HoVLE: Explain Clipboard Image');
      await page.locator('.notification-toast', { hasText: 'Paste the picture' }).waitFor();
      await page.keyboard.press('Control+V');
      await notebook.untilOutput(/slow · fp32 · cpu · \d+ tokens/);
      await workbench.closeAllEditors();
    },

    'every device is listed with what it is, or why it cannot be used': async () => {
      await workbench.command('HoVLE: Select Device');
      const rows = await workbench.rows('cpu');
      assert.match(rows.join('\n'), /auto, The fastest one that works here\..*\n.*cpu, The processor/);
      await workbench.screenshot('device-picker');
      await workbench.dismiss();
    },

    'a diagnosis names machine, engine, devices, models and settings': async () => {
      await workbench.command('HoVLE: Diagnose');
      const lines = page.locator('.monaco-editor .view-lines').first();
      for (const title of ['Machine', 'Engine', 'Devices', 'Models', 'Settings'])
        await lines.locator('.view-line', { hasText: title }).first().waitFor();
      await workbench.screenshot('diagnosis');
      await workbench.closeAllEditors();
    },
  };
}
