import type { Locator } from 'playwright-core';
import type { WorkbenchPage } from './workbenchPage.ts';

/** The hover of the active text editor. */
export class HoverPage {
  readonly #workbench: WorkbenchPage;

  constructor(workbench: WorkbenchPage) {
    this.#workbench = workbench;
  }

  /** Opens the hover from the keyboard at the end of the first place where the text has `needle`. */
  async openAt(text: string, needle: string): Promise<void> {
    const end = text.indexOf(needle) + needle.length - 1;
    const before = text.slice(0, end).split('\n');
    const { page } = this.#workbench;
    await page.keyboard.press('Control+G');
    await page
      .locator('.quick-input-widget input')
      .first()
      .fill(`:${before.length}:${(before.at(-1) ?? '').length + 1}`);
    await page.keyboard.press('Enter');
    await this.#workbench.command('Show or Focus Hover');
  }

  async untilText(pattern: RegExp): Promise<void> {
    const shown = async () => (pattern.test(await this.#text()) ? true : undefined);
    await this.#workbench.until(`a hover with ${pattern}`, shown, 10_000).catch(async (error: unknown) => {
      throw new Error(`The hover says: ${await this.#text()}`, { cause: error });
    });
  }

  /** The pixels of the picture that was loaded; 0 for a broken one. */
  async pictureWidth(): Promise<number> {
    const picture = this.#hover().locator('img').first();
    const loaded = async () => (await picture.evaluate(naturalWidth)) || undefined;
    return this.#workbench.until('the picture of the hover', loaded, 10_000);
  }

  /** Clicks a link. */
  async follow(text: string): Promise<void> {
    await this.#hover().locator('a', { hasText: text }).first().click();
  }

  async close(): Promise<void> {
    await this.#workbench.page.keyboard.press('Escape');
    await this.#workbench.page.keyboard.press('Escape');
  }

  async #text(): Promise<string> {
    const hovers = await this.#workbench.page.locator('.monaco-hover:visible').allInnerTexts();
    return hovers.join('\n');
  }

  #hover(): Locator {
    return this.#workbench.page.locator('.monaco-hover:visible').first();
  }
}

/** Runs in the page, where the element is a picture. */
const naturalWidth = (image: unknown) => (image as { naturalWidth: number }).naturalWidth;
