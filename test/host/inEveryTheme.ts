import type { Claims } from './claims.ts';
import type { WorkbenchPage } from './workbenchPage.ts';

/** A claim for each kind of theme: that `what` can be shown in it. `look` is told the theme's name, for its screenshot. */
export function inEveryTheme(
  workbench: WorkbenchPage,
  what: string,
  look: (theme: string) => Promise<void>,
): Record<string, () => Promise<void>> {
  const claims = Object.entries(themes).map(([name, title]) => {
    const show = async (): Promise<void> => {
      await workbench.command('Preferences: Color Theme');
      await workbench.pickRow(title);
      await look(name);
    };
    return [`${what} can be shown in ${name}`, show] as const;
  });
  return Object.fromEntries(claims) satisfies Claims;
}

/** By the last words of their titles in the list of themes. */
const themes = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'high-contrast': 'Dark High Contrast',
  'high-contrast-light': 'Light High Contrast',
};
