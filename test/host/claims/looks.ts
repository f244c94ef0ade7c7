import type { Claims } from '../claims.ts';
import { AnswerPage } from '../answerPage.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';

/** Pictures of the notebook and the panel in every kind of theme and in a narrow window, for a person to look at. */
export function lookClaims({ workbench }: Stage): Claims {
  const claims: Record<string, () => Promise<void>> = {};
  for (const [name, theme] of Object.entries(themes))
    claims[`notebook and panel can be shown in ${name}`] = async () => {
      await workbench.command('Preferences: Color Theme');
      await workbench.pickRow(theme);
      await showBoth(workbench, name);
    };
  claims['notebook and panel can be shown in a narrow window'] = async () => {
    await workbench.page.setViewportSize({ width: 620, height: 900 });
    await workbench.command('View: Toggle Primary Side Bar Visibility');
    await showBoth(workbench, 'narrow');
  };
  return claims;
}

/** By the last words of their titles in the list of themes. */
const themes = { dark: 'Dark Modern', 'high-contrast': 'Dark High Contrast', light: 'Light Modern' };

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
