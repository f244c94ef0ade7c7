import type { Page } from 'playwright-core';

/** Of the files that webviews ask for, the next one whose name ends so is lost on its way to them, as it may be on a busy machine. */
export async function loseNext(page: Page, ending: string): Promise<() => Promise<boolean>> {
  await page.addInitScript(loseWhatIsNamed);
  await page.evaluate(`localStorage.setItem('toBeLost', ${JSON.stringify(ending)})`);
  return () => page.evaluate<boolean>(`localStorage.getItem('toBeLost') === null`);
}

/** Runs in every frame. The frame around a webview hands what its page asks for to a service worker. */
const loseWhatIsNamed = `(() => {
  if (!globalThis.ServiceWorker) return;
  const { postMessage } = ServiceWorker.prototype;
  ServiceWorker.prototype.postMessage = function (message, ...rest) {
    const ending = localStorage.getItem('toBeLost');
    if (ending && message?.channel === 'did-load-resource' && message.data.path.endsWith(ending))
      localStorage.removeItem('toBeLost');
    else postMessage.call(this, message, ...rest);
  };
})()`;
