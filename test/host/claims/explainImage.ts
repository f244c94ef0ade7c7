import assert from 'node:assert/strict';
import type { Claims } from '../claims.ts';
import { AnswerPage } from '../answerPage.ts';
import type { Stage } from '../stage.ts';

/** What a person sees of *HoVLE: Explain Image*. */
export function explainImageClaims({ workbench }: Stage): Claims {
  const panel = new AnswerPage(workbench);
  return {
    'an image of the Explorer is explained from its menu: picture, words as they come, what made them': async () => {
      await workbench.chooseFromMenu(['landscape.jpg'], 'Explain Image');
      assert.ok((await panel.pictureWidth()) > 0, 'The picture is not shown.');
      await panel.untilState('running');
      await panel.untilState('done');
      await panel.untilText(/Untrained model/);
      await panel.untilText(/slow · fp32 · cpu · \d+ tokens/);
      await workbench.screenshot('explain-image');
    },

    'another question can be asked about it, and the answer stopped': async () => {
      await panel.ask('What is at the left?');
      await panel.untilStates(['done', 'running']);
      await panel.press('Stop');
      await panel.untilText(/Stopped\./);
      await workbench.closeAllEditors();
    },

    'the image in the active tab is explained from the palette': async () => {
      await workbench.open('chart.png');
      await workbench.page.locator('.tab.active', { hasText: 'chart.png' }).waitFor();
      await workbench.command('HoVLE: Explain Image');
      await workbench.page.locator('.tab.active', { hasText: 'Explain chart.png' }).waitFor();
      await panel.untilState('done');
      await workbench.closeAllEditors();
    },

    'several selected images are explained one after another': async () => {
      await workbench.chooseFromMenu(['chart.png', 'shapes.png'], 'Explain Image');
      await panel.untilStates(['done', 'done']);
      await workbench.screenshot('explain-two-images');
      await workbench.closeAllEditors();
    },

    'a picture that is none is explained in a sentence': async () => {
      await workbench.chooseFromMenu(['broken.png'], 'Explain Image');
      await panel.untilState('failed');
      await panel.untilText(/broken\.png/);
      await workbench.screenshot('explain-broken-image');
      await workbench.closeAllEditors();
    },
  };
}
