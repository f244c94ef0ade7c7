import type { Frame, Locator } from 'playwright-core';
import type { WorkbenchPage } from './workbenchPage.ts';

/** The open notebook: its cells by position. */
export class NotebookPage {
  readonly #workbench: WorkbenchPage;

  constructor(workbench: WorkbenchPage) {
    this.#workbench = workbench;
  }

  async untilShown(): Promise<void> {
    await this.cell(1).waitFor({ timeout: 60_000 });
  }

  cell(index: number): Locator {
    return this.#workbench.page.locator(`.notebookOverlay:visible .monaco-list-row[data-index="${index}"]`);
  }

  /** Presses the button left of the cell: run, or stop. */
  async pressRunButton(index: number): Promise<void> {
    const cell = this.cell(index);
    await cell.scrollIntoViewIfNeeded();
    await cell.hover();
    await cell.locator('.run-button-container a.action-label').first().click();
  }

  /** Replaces the text of a cell. */
  async write(index: number, text: string): Promise<void> {
    await this.#enter(index);
    await this.#workbench.page.keyboard.press('Control+A');
    await this.#workbench.page.keyboard.press('Delete');
    await this.#workbench.page.keyboard.insertText(text);
  }

  /** Types at the end of an emptied cell and asks for what could stand there: the row with `offered`. */
  async suggestion(index: number, typed: string, offered: string): Promise<Locator> {
    const { keyboard } = this.#workbench.page;
    const row = this.#workbench.page.locator('.suggest-widget .monaco-list-row', { hasText: offered }).first();
    const ask = async () => {
      await keyboard.press('Escape');
      await this.write(index, '');
      await keyboard.insertText(typed);
      await keyboard.press('Control+Space');
      return (await isThere(row)) ? row : undefined;
    };
    return this.#workbench.until(`the suggestion ${offered}`, ask, 60_000);
  }

  /** Puts the cursor into a cell. What arrives of an output meanwhile may take it away again: then once more. */
  async #enter(index: number): Promise<void> {
    const editor = this.cell(index).locator('.cell-editor-container');
    const isEntered = async () => {
      await editor.locator('.view-lines').click();
      return (await isThere(editor.locator('.monaco-editor.focused'))) || undefined;
    };
    await this.#workbench.until(`the cursor in cell ${index}`, isEntered, 60_000);
  }

  /** Everything that stands in the outputs, in order, as it is read. */
  async outputTexts(): Promise<string[]> {
    const texts: string[] = [];
    for (const frame of this.#workbench.page.frames()) {
      // A frame may go away while it is looked at.
      texts.push(...(await readOutputs(frame).catch(() => [])));
    }
    return texts;
  }

  /** The frame that shows the outputs. */
  async outputFrame(): Promise<Frame> {
    return (await this.#workbench.inAnyFrame('.output_container')).frame;
  }

  /** Waits until some output matches, and returns it. */
  async untilOutput(pattern: RegExp, timeoutMs = 120_000): Promise<string> {
    const find = async () => (await this.outputTexts()).find((text) => pattern.test(text));
    return this.#workbench.until(`an output like ${pattern}`, find, timeoutMs).catch(async (error: unknown) => {
      throw new Error(`Outputs: ${JSON.stringify(await this.outputTexts())}`, { cause: error });
    });
  }

  /** Waits until the last output is drawn in its place: nothing of it lies over the cell that follows. */
  async untilOutputAbove(index: number): Promise<void> {
    const isAbove = async () => {
      const output = await (await this.outputFrame()).locator('.output_container').last().boundingBox();
      const next = await this.cell(index).boundingBox();
      return (output && next && output.height > 0 && output.y + output.height <= next.y) || undefined;
    };
    await this.#workbench.until(`the output to be drawn above cell ${index}`, isAbove);
  }

  /** `running`, `succeeded`, `failed`, `pending`, or empty where the cell shows no state. */
  async state(index: number): Promise<string> {
    const status = this.cell(index).locator('.cell-statusbar-container');
    for (const [icon, state] of Object.entries(stateIcons))
      if ((await status.locator(`.${icon}`).count()) > 0) return state;
    return '';
  }

  async untilState(index: number, wanted: string, timeoutMs = 120_000): Promise<void> {
    const reached = async () => ((await this.state(index)) === wanted ? true : undefined);
    await this.#workbench.until(`cell ${index} to be ${wanted}`, reached, timeoutMs);
  }
}

const isThere = (element: Locator) =>
  element.waitFor({ timeout: 3000 }).then(
    () => true,
    () => false,
  );

const stateIcons = {
  'codicon-notebook-state-success': 'succeeded',
  'codicon-notebook-state-error': 'failed',
  'codicon-notebook-state-executing': 'running',
  'codicon-notebook-state-pending': 'pending',
};

/** Markdown is drawn into shadow roots, which a locator sees into and `innerText` does not. */
async function readOutputs(frame: Frame): Promise<string[]> {
  const outputs = await frame.locator('.output_container').all();
  const read = await Promise.all(outputs.map(readOutput));
  return read.sort((a, b) => a.top - b.top).map(({ text }) => text);
}

async function readOutput(output: Locator): Promise<{ top: number; text: string }> {
  const drawn = await output.locator('#preview').allTextContents();
  const plain = await output.innerText();
  const box = await output.boundingBox();
  return { top: box?.y ?? 0, text: [plain, ...drawn].join('\n').trim() };
}
