import type { Frame } from 'playwright-core';
import type { WorkbenchPage } from './workbenchPage.ts';

/** The open answer panel. */
export class AnswerPage {
  readonly #workbench: WorkbenchPage;

  constructor(workbench: WorkbenchPage) {
    this.#workbench = workbench;
  }

  /** The pixels of the picture that was loaded; 0 for a broken one. */
  async pictureWidth(): Promise<number> {
    const read = async () => {
      const picture = (await this.#frame()).locator('article img').first();
      return (await picture.evaluate(naturalWidth)) || undefined;
    };
    return this.#workbench.until('the picture to be loaded', read);
  }

  async ask(question: string): Promise<void> {
    const field = (await this.#frame()).locator('vscode-text-area textarea');
    await field.fill(question);
    await field.press('Enter');
  }

  async press(button: string): Promise<void> {
    await (await this.#frame()).locator('vscode-button', { hasText: button }).click();
  }

  untilState(state: CardState): Promise<void> {
    return this.untilStates([state]);
  }

  /** Waits until the cards, in order, are in these states. */
  async untilStates(states: CardState[]): Promise<void> {
    const wanted = states.map((state) => `card ${state}`).join();
    const reached = async () => {
      const cards = await (await this.#frame()).locator('article').all();
      const classes = await Promise.all(cards.map((card) => card.getAttribute('class')));
      return classes.join() === wanted ? true : undefined;
    };
    await this.#workbench.until(`the answers to be ${states.join()}`, reached, 60_000);
  }

  async untilText(pattern: RegExp): Promise<void> {
    const shown = async () =>
      pattern.test(await (await this.#frame()).locator('main').innerText()) ? true : undefined;
    await this.#workbench.until(`the panel to show ${pattern}`, shown, 30_000);
  }

  async #frame(): Promise<Frame> {
    return (await this.#workbench.inAnyFrame('main.cards')).frame;
  }
}

/** Runs in the panel, where the element is a picture. */
const naturalWidth = (image: unknown) => (image as { naturalWidth: number }).naturalWidth;

type CardState = 'waiting' | 'running' | 'done' | 'failed';
