import type { Frame } from 'playwright-core';
import type { WorkbenchPage } from './workbenchPage.ts';

/** The open embedding explorer. */
export class ExplorerPage {
  readonly #workbench: WorkbenchPage;

  constructor(workbench: WorkbenchPage) {
    this.#workbench = workbench;
  }

  async frame(): Promise<Frame> {
    return (await this.#workbench.inPanel('main.explorer')).frame;
  }

  /** Waits until points are shown, and returns what is said of them. */
  async untilShown(): Promise<string> {
    return this.#workbench.until('points to be shown', () => this.#summary(), 120_000);
  }

  /** Waits until the sentence of the status matches. */
  async untilStatus(pattern: RegExp): Promise<string> {
    const read = async () => {
      const text = await (await this.frame()).locator('.status .text').innerText();
      return pattern.test(text) ? text : undefined;
    };
    return this.#workbench.until(`the explorer to say ${pattern}`, read, 120_000);
  }

  /** Waits until something was begun and has ended. */
  async untilQuiet(): Promise<void> {
    await this.#workbench.page.waitForTimeout(600);
    const isQuiet = async () => ((await (await this.frame()).locator('.status.quiet').count()) > 0 ? true : undefined);
    await this.#workbench.until('the explorer to be done', isQuiet, 120_000);
  }

  async search(text: string): Promise<void> {
    await (await this.frame()).locator('vscode-text-field:has-text("Search") input').fill(text);
  }

  async setWords(text: string): Promise<void> {
    const field = (await this.frame()).locator('vscode-text-field:has-text("Words") input');
    await field.fill(text);
    await field.press('Enter');
  }

  async choose(label: string, option: string): Promise<void> {
    const dropdown = (await this.frame()).locator(`vscode-dropdown[aria-label="${label}"]`);
    await dropdown.click();
    await dropdown.locator('vscode-option', { hasText: option }).click();
  }

  async chooseExport(kind: string): Promise<void> {
    const frame = await this.frame();
    await frame.locator('.drop summary', { hasText: 'Export' }).click();
    await frame.locator('.drop vscode-button', { hasText: kind }).click();
  }

  async toLayer(layer: number): Promise<void> {
    await (await this.frame()).locator('.layers input').fill(String(layer));
  }

  async layer(): Promise<string> {
    return this.#workbench.until('the layer', async () => (await this.frame()).locator('.layer-name').innerText());
  }

  /** The points as they are seen, once they rest and no longer look as they did: equal texts for equal pictures. */
  async plot(other = ''): Promise<string> {
    const look = async (): Promise<string> =>
      (await (await this.frame()).locator('.plot').first().screenshot()).toString('base64');
    let before = '';
    return this.#workbench.until('points to rest', async () => {
      const now = await look();
      const isSame = now === before;
      before = now;
      return isSame && now !== other ? now : undefined;
    });
  }

  /** The names of the nearest words or patches, nearest first. */
  async neighbours(title: string): Promise<string[]> {
    const read = async () => {
      const names = (await this.frame()).locator(`h3:has-text("${title}") + ol .name`);
      const texts = await names.allInnerTexts();
      return texts.length > 0 ? texts : undefined;
    };
    return this.#workbench.until(title, read);
  }

  async #summary(): Promise<string | undefined> {
    const frame = await this.frame();
    if ((await frame.locator('main.explorer.empty').count()) > 0) return undefined;
    return (await frame.locator('.plot-summary').first().innerText()) || undefined;
  }
}
