import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { boxOf } from '../boxOf.ts';
import type { Claims } from '../claims.ts';
import { copyPicture } from '../copyPicture.ts';
import type { Stage } from '../stage.ts';

/** What a person sees of pictures that come into a document with their description. */
export function insertedClaims({ workbench, workspace }: Stage): Claims {
  const { page } = workbench;

  async function openDocument(name: string): Promise<void> {
    writeFileSync(path.join(workspace, name), '# Coffee\n\n');
    await workbench.open(name);
    // The editor's own way of inserting pictures is there once its extension for Markdown is.
    await page.locator('.breadcrumbs-control', { hasText: '# Coffee' }).waitFor();
    await page.locator('.monaco-editor .view-lines').first().click();
  }

  /** What the editor inserted, with words of its own, is exchanged for the picture with a description. */
  async function untilDescribed(name: string): Promise<void> {
    const line = page.locator('.monaco-editor .view-line', { hasText: `(${name})` });
    await line.waitFor();
    await page.locator('.post-edit-widget .monaco-button').first().click();
    await page.locator('.action-widget .action', { hasText: 'with Alt Text by HoVLE' }).first().click();
    const isDescribed = async () => {
      // A long line is shown as several.
      const shown = (await page.locator('.monaco-editor .view-line').allInnerTexts()).join('');
      return /!\[(?!alt\stext\])[^\]]+\]\(/.test(shown) ? true : undefined;
    };
    await workbench.until('the description', isDescribed);
  }

  return {
    'a picture pasted into a document can come with its description': async () => {
      await copyPicture(page, 'examples/chart.png');
      await openDocument('pasted.md');
      await page.keyboard.press('Control+End');
      await page.keyboard.press('Control+V');
      await untilDescribed('image.png');
      await workbench.screenshot('pasted-with-alt-text');
      await workbench.closeAllEditors();
    },

    'so can one that is dropped': async () => {
      await openDocument('dropped.md');
      const line = page.locator('.monaco-editor .view-line', { hasText: 'Coffee' });
      const [from, to] = [await boxOf(workbench.file('shapes.png')), await boxOf(line)];
      await page.mouse.move(from.x + 40, from.y + 8);
      await page.mouse.down();
      await page.mouse.move(to.x + 60, to.y + 60, { steps: 8 });
      await page.keyboard.down('Shift');
      await page.mouse.move(to.x + 40, to.y + 2.5 * to.height, { steps: 8 });
      await page.waitForTimeout(300);
      await page.mouse.up();
      await page.keyboard.up('Shift');
      await untilDescribed('shapes.png');
      await workbench.closeAllEditors();
    },
  };
}
