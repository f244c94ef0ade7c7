import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** Puts a PNG file into the clipboard of the browser. */
export async function copyPicture(page: Page, file: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const base64 = readFileSync(file).toString('base64');
  await page.evaluate(`(async () => {
    const bytes = Uint8Array.from(atob('${base64}'), (character) => character.charCodeAt(0));
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })]);
  })()`);
}
