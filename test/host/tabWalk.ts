import type { WebviewPage } from './webviewPage.ts';

/** What can be pressed, chosen or written into, but is not come by with the Tab key: as the beginnings of its HTML. */
export async function notReachedByTab(view: WebviewPage): Promise<string[]> {
  const count = await view.page.evaluate<number>(`(${watchStops.toString()})()`);
  if (count === 0) throw new Error('There is nothing to reach.');
  // The page's own frame takes a turn, and some controls have two stops.
  for (let i = 0; i < 2 * count + 10; i++) await view.page.keyboard.press('Tab');
  return view.page.evaluate('[...notReached].map((stop) => stop.outerHTML.slice(0, 160))');
}

/** Runs in the page. Counts what should be reached, and strikes out what is. */
function watchStops(): number {
  const controls =
    'a[href], button, input, select, textarea, summary, [tabindex], vscode-button, vscode-text-field, vscode-text-area, vscode-dropdown, vscode-checkbox';
  const isUsable = (stop: HTMLElement): boolean =>
    stop.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) &&
    !stop.matches(':disabled, [disabled]') &&
    stop.closest('[aria-hidden=true], vscode-option') === null;
  const stops = [...document.querySelectorAll<HTMLElement>(controls)].filter(isUsable);
  const notReached = new Set<unknown>(stops);
  Object.assign(window, { notReached });
  document.addEventListener('focusin', (event) => {
    for (const one of event.composedPath()) notReached.delete(one);
  });
  (document.activeElement as HTMLElement | null)?.blur();
  return stops.length;
}
