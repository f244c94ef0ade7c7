import path from 'node:path';
import type { WorkbenchPage } from './workbenchPage.ts';

/** The active text editor of a workbench. */
export class DocumentEditor {
  readonly #workbench: WorkbenchPage;

  constructor(workbench: WorkbenchPage) {
    this.#workbench = workbench;
  }

  /** Opens a file with the cursor at these words. */
  async open(file: string, at: string): Promise<void> {
    const { page } = this.#workbench;
    await this.#workbench.openByName(path.basename(file));
    const found = page.locator('.monaco-editor .view-line span span', { hasText: at }).first();
    await found.click();
  }

  async text(): Promise<string> {
    const { page } = this.#workbench;
    const lines = await page.locator('.monaco-editor .view-lines').first().innerText();
    return lines.replaceAll('\u00a0', ' ').trim();
  }

  untilChanged(before: string): Promise<string> {
    const read = async () => ((await this.text()) === before.trim() ? undefined : this.text());
    return this.#workbench.until('the document to change', read, 60_000);
  }

  /** Undoes one step, after which the document is as it was; a busy editor draws it late. */
  async undoTo(before: string): Promise<void> {
    await this.#workbench.command('Undo');
    const isBack = async () => ((await this.text()) === before.trim() ? true : undefined);
    await this.#workbench.until('the document as it was', isBack, 60_000);
  }
}
