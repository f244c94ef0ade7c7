import type { Frame, Locator } from 'playwright-core';
import type { WorkbenchPage } from './workbenchPage.ts';

/** The open answer panel. */
export class AnswerPage {
  readonly #workbench: WorkbenchPage;

  constructor(workbench: WorkbenchPage) {
    this.#workbench = workbench;
  }

  async frame(): Promise<Frame> {
    return (await this.#workbench.inPanel('main.answers')).frame;
  }

  /** The pixels of the picture that was loaded; 0 for a broken one. */
  async pictureWidth(): Promise<number> {
    const read = async () => {
      const picture = (await this.frame()).locator('.stage .zoom img').first();
      return (await picture.evaluate(naturalWidth)) || undefined;
    };
    return this.#workbench.until('the picture to be loaded', read);
  }

  async ask(question: string): Promise<void> {
    await this.#workbench.until('the field for a question', async () => {
      await (await this.frame()).locator('.composer textarea').fill(question);
      return true;
    });
    await (await this.frame()).locator('.composer textarea').press('Enter');
  }

  /** What stands in the field for the next question. */
  async written(): Promise<string> {
    const read = async () => (await this.frame()).locator('.composer textarea').inputValue();
    return this.#workbench.until('the field for a question', read);
  }

  /** Presses a button by its text or its name. */
  async press(name: string, at = 0): Promise<void> {
    await this.#workbench.until(`the button ${name}`, async () => {
      await (await this.frame()).getByRole('button', { name, exact: true }).nth(at).click();
      return true;
    });
  }

  /** Waits until the only question is answered. */
  untilState(state: TurnState): Promise<void> {
    return this.untilStates([state]);
  }

  /** Waits until the questions, in order, are in these states. */
  async untilStates(states: TurnState[]): Promise<void> {
    const wanted = states.map((state) => `turn ${state}`).join();
    const reached = async () => {
      const turns = await (await this.frame()).locator('article').all();
      const classes = await Promise.all(turns.map((turn) => turn.getAttribute('class')));
      return classes.join() === wanted ? true : undefined;
    };
    await this.#workbench.until(`the answers to be ${states.join()}`, reached, 120_000);
  }

  async untilText(pattern: RegExp): Promise<void> {
    const shown = async () => (pattern.test(await (await this.frame()).locator('main').innerText()) ? true : undefined);
    await this.#workbench.until(`the panel to show ${pattern}`, shown, 60_000);
  }

  /** Waits until the strip has these pictures, in order. */
  async untilPictures(names: string[]): Promise<void> {
    const reached = async () => {
      const shown = await (await this.frame()).locator('.thumb').allTextContents();
      return shown.join() === names.join() ? true : undefined;
    };
    await this.#workbench.until(`the pictures to be ${names.join()}`, reached);
  }

  /** The answer to a question, as it is shown. */
  async answer(at: number): Promise<string> {
    const read = async () => (await this.turn(at)).locator('.answer').innerText();
    return this.#workbench.until(`answer ${at}`, read);
  }

  async turn(at: number): Promise<Locator> {
    return (await this.frame()).locator('article').nth(at);
  }
}

/** Runs in the panel, where the element is a picture. */
const naturalWidth = (image: unknown) => (image as { naturalWidth: number }).naturalWidth;

type TurnState = 'waiting' | 'running' | 'done' | 'failed';
