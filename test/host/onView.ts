import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { Claims } from './claims.ts';
import { notReachedByTab } from './tabWalk.ts';
import { openWebview, themeNames } from './webviewPage.ts';
import type { ThemeName, WebviewOptions, WebviewPage } from './webviewPage.ts';

/** Shows something of a view on a page of its own, on which nothing may go wrong. */
async function onView(browser: Browser, options: WebviewOptions, show: Show): Promise<void> {
  const view = await openWebview(browser, options);
  try {
    await show(view);
    assert.deepEqual(view.problems, []);
  } finally {
    await view.close();
  }
}

type Show = (view: WebviewPage) => Promise<void>;

/** What holds of a view, and how its page is opened where that differs. */
export interface ViewClaim {
  readonly options?: Partial<WebviewOptions>;
  readonly show: Show;
}

/** Claims about one view. */
export function claimsOf(
  browser: Browser,
  options: Omit<WebviewOptions, 'theme'>,
  claims: Readonly<Record<string, ViewClaim>>,
): Claims {
  const entries = Object.entries(claims).map(([name, { options: own, show }]): [string, () => Promise<void>] => [
    name,
    () => onView(browser, { theme: 'dark', ...options, ...own }, show),
  ]);
  return Object.fromEntries(entries);
}

/** The same claim in every theme, at each of these widths; what is shown then can all be reached by keyboard. */
export function inAllLooks(claim: string, widths: readonly number[], show: ShowLook): Record<string, ViewClaim> {
  const showAndReach: ShowLook = async (view, look) => {
    await show(view, look);
    // Colours change nothing of it.
    if (look.theme === 'dark') assert.deepEqual(await notReachedByTab(view), []);
  };
  const looks = themeNames.flatMap((theme) => widths.map((width) => ({ theme, width })));
  return Object.fromEntries(
    looks.map((look) => [
      `${claim} in ${look.theme}, ${look.width} pixels wide`,
      { options: look, show: (view) => showAndReach(view, look) },
    ]),
  );
}

type ShowLook = (view: WebviewPage, look: { theme: ThemeName; width: number }) => Promise<void>;

/** The page is no wider than its window. */
export async function fitsItsWidth(view: WebviewPage): Promise<void> {
  const excess = await view.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  assert.ok(excess <= 0, `The page is ${excess} pixels wider than the window.`);
}
