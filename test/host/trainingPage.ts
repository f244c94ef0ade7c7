import type { Frame } from 'playwright-core';
import type { WorkbenchPage } from './workbenchPage.ts';

/** The open training dashboard. */
export class TrainingPage {
  readonly #workbench: WorkbenchPage;

  constructor(workbench: WorkbenchPage) {
    this.#workbench = workbench;
  }

  async frame(): Promise<Frame> {
    return (await this.#workbench.inPanel('main.dashboard')).frame;
  }

  async press(name: string): Promise<void> {
    await this.#workbench.until(`the button ${name}`, async () => {
      await (await this.frame()).getByRole('button', { name, exact: true }).click();
      return true;
    });
  }

  /** Waits until the row of a run is in this state. */
  async untilState(run: string, state: string): Promise<void> {
    await this.#workbench.until(
      `${run} to be ${state}`,
      async () => {
        const row = (await this.frame()).locator('.runs > li', { hasText: run });
        return (await row.locator('.state').allInnerTexts()).includes(state) || undefined;
      },
      120_000,
    );
  }

  /** The last step that the row of a run tells. */
  async step(run: string): Promise<number> {
    const facts = await (await this.frame()).locator('.runs > li', { hasText: run }).locator('.facts').innerText();
    return Number(/step (\d+) of/.exec(facts)?.[1] ?? 0);
  }

  /** Waits until a run has gone so far. */
  async untilStep(run: string, least: number): Promise<number> {
    const read = async () => {
      const step = await this.step(run);
      return step >= least ? step : undefined;
    };
    return this.#workbench.until(`step ${least} of ${run}`, read, 180_000);
  }

  /** The line of the first chart. */
  async lossLine(): Promise<string> {
    return (await (await this.frame()).locator('.chart .curve').first().getAttribute('d')) ?? '';
  }

  async untilText(text: RegExp): Promise<void> {
    await (await this.frame()).locator('main.dashboard').getByText(text).first().waitFor({ timeout: 120_000 });
  }
}
