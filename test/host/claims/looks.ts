import type { Claims } from '../claims.ts';
import { AnswerPage } from '../answerPage.ts';
import { inEveryTheme } from '../inEveryTheme.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';

/** Pictures of the notebook and the panel in every kind of theme and in a narrow window, for a person to look at. */
export function lookClaims({ workbench }: Stage): Claims {
  const claims = inEveryTheme(workbench, 'notebook and panel', async (name) => {
    await showBoth(workbench, name);
  });
  claims['notebook and panel can be shown in a narrow window'] = async () => {
    await workbench.page.setViewportSize({ width: 620, height: 900 });
    await workbench.command('View: Toggle Primary Side Bar Visibility');
    await showBoth(workbench, 'narrow');
  };
  return claims;
}

async function showBoth(workbench: Stage['workbench'], name: string): Promise<void> {
  await workbench.openByName('tour.hovle');
  const notebook = new NotebookPage(workbench);
  await notebook.untilShown();
  await notebook.untilOutput(/tokens in/);
  await workbench.screenshot(`notebook-${name}`);
  await workbench.openByName('landscape.jpg');
  await workbench.command('HoVLE: Explain Image');
  await new AnswerPage(workbench).untilState('done');
  await workbench.screenshot(`panel-${name}`);
  await workbench.closeAllEditors();
}
