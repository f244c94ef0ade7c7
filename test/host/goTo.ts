import type { WorkbenchPage } from './workbenchPage.ts';

/** Puts the cursor of the active editor, which has this text, to a place in it. */
export async function goTo(workbench: WorkbenchPage, text: string, offset: number): Promise<void> {
  const before = text.slice(0, offset).split('\n');
  const place = `:${before.length}:${(before.at(-1) ?? '').length + 1}`;
  const { page } = workbench;
  const field = page.locator('.quick-input-widget input').first();
  // An editor that is still opening does not take the key, and the field takes Enter once it has understood the number.
  const isThere = async () => {
    if (!(await field.isVisible())) await page.keyboard.press('Control+G');
    if ((await field.inputValue({ timeout: 2000 })) !== place) await field.fill(place, { timeout: 2000 });
    await page.keyboard.press('Enter');
    await field.waitFor({ state: 'hidden', timeout: 1000 });
    return true;
  };
  await workbench.until('the cursor to go there', () => isThere().catch(() => undefined));
}
