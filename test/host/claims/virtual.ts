import { AnswerPage } from '../answerPage.ts';
import type { Claims } from '../claims.ts';
import { HoverPage } from '../hoverPage.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';

/** What a person sees of a workspace whose files lie on no disk. */
export function virtualClaims({ workbench }: Stage): Claims {
  const { page } = workbench;
  const text = '<img src="chart.png">\n';
  return {
    'a picture that lies on no disk is explained': async () => {
      const address = new URL(page.url());
      address.searchParams.set('folder', 'memory:/');
      await page.goto(address.href);
      await workbench.file('chart.png').waitFor({ timeout: 60_000 });
      await workbench.until('the extension', () => workbench.offers('HoVLE: New Notebook'), 60_000);
      await workbench.chooseFromMenu(['chart.png'], 'Explain Image');
      const panel = new AnswerPage(workbench);
      await panel.untilState('done');
      await workbench.screenshot('virtual-panel');
      await workbench.closeAllEditors();
    },

    'it is shown and explained in a hover': async () => {
      const hover = new HoverPage(workbench);
      await workbench.open('page.html');
      await hover.shows(text, 'chart.png', /640 × 440 · PNG · \d+ KB[^]*Explain Image/);
      await hover.follow('Explain Image');
      await hover.untilText(/hovle-untrained · fp32 · cpu · \d+ tokens/, 60_000);
      await workbench.screenshot('virtual-hover');
      await hover.close();
      await workbench.closeAllEditors();
    },

    'a notebook that lies on no disk is asked': async () => {
      const notebook = new NotebookPage(workbench);
      await workbench.open('tour.hovle');
      await notebook.untilShown();
      await notebook.pressRunButton(1);
      await notebook.untilState(1, 'succeeded');
      await workbench.screenshot('virtual-notebook');
      await workbench.closeAllEditors();
    },
  };
}
