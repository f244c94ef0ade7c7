import type { Locator } from 'playwright-core';
import { goTo } from './goTo.ts';
import type { WorkbenchPage } from './workbenchPage.ts';

/** The hover of the active text editor. */
export class HoverPage {
  readonly #workbench: WorkbenchPage;

  constructor(workbench: WorkbenchPage) {
    this.#workbench = workbench;
  }

  /** Points at the end of the first place where the text has `needle`. */
  async openAt(text: string, needle: string): Promise<void> {
    await goTo(this.#workbench, text, text.indexOf(needle) + needle.length - 1);
    const { page } = this.#workbench;
    await page.mouse.move(700, 1000);
    await page.locator('.monaco-editor .cursor').first().hover({ force: true });
  }

  /** Opens the hover there until it says this: the first hovers of a session may come before the extension is ready. */
  async shows(text: string, needle: string, pattern: RegExp): Promise<void> {
    const deadline = Date.now() + 60_000;
    const show = async () => {
      await this.openAt(text, needle);
      await this.untilText(pattern, 2000);
    };
    for (;;) {
      const isShown = await show().then(
        () => true,
        (error: unknown) => (Date.now() > deadline ? Promise.reject(error as Error) : false),
      );
      if (isShown) return;
      await this.close();
    }
  }

  async untilText(pattern: RegExp, timeoutMs = 30_000): Promise<void> {
    const shown = async () => (pattern.test(await this.#text()) ? true : undefined);
    await this.#workbench.until(`a hover with ${pattern}`, shown, timeoutMs).catch(async (error: unknown) => {
      throw new Error(`The hover says: ${await this.#text()}`, { cause: error });
    });
  }

  /** The pixels of the picture that was loaded; 0 for a broken one. */
  async pictureWidth(): Promise<number> {
    const picture = this.#hover().locator('img').first();
    const loaded = async () => (await picture.evaluate(naturalWidth)) || undefined;
    return this.#workbench.until('the picture of the hover', loaded);
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
