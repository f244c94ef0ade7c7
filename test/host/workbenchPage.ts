import { mkdirSync } from 'node:fs';
import type { Browser, ElementHandle, Frame, Locator, Page } from 'playwright-core';

/** A window of the workbench, driven as a person would. */
export class WorkbenchPage {
  readonly page: Page;
  /** What the window wanted from outside this machine. Nothing may be. */
  readonly refused: Set<string>;
  readonly #screenshots: string;
  #lastCommand: string | undefined;

  constructor(page: Page, refused: Set<string>, screenshots: string) {
    this.page = page;
    this.refused = refused;
    this.#screenshots = screenshots;
  }

  /** Runs a command from the palette by its title. The palette closes when an editor that opens takes the focus: then again. */
  async command(title: string): Promise<void> {
    await this.until(`the command ${title}`, () => this.#tryCommand(title), 60_000);
    this.#lastCommand = title;
  }

  /** Whether the palette has this command. */
  async offers(title: string): Promise<true | undefined> {
    await this.page.keyboard.press('F1');
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    const isThere = await succeeds(async () => {
      // A window that is still starting may not take the key.
      await this.page.locator('.quick-input-widget input').first().fill(`>${title}`, { timeout: 2000 });
      await row.waitFor({ timeout: 1000 });
    });
    await this.page.keyboard.press('Escape');
    return isThere;
  }

  /**
   * Chooses the row of an open list that contains this text. An editor that is still opening takes the focus, which closes the
   * list: then the command that opened it is run again.
   */
  async pickRow(text: string): Promise<void> {
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
    const isPicked = async () => {
      const isClicked = await succeeds(() => row.click({ timeout: 10_000 }));
      const isClosed = !(await this.page.locator('.quick-input-widget').isVisible());
      if (!isClicked && isClosed && this.#lastCommand) await this.command(this.#lastCommand);
      return isClicked;
    };
    await this.until(`the row ${text} to be chosen`, isPicked, 60_000);
  }

  /** The rows of the open list, as text, once one of them contains `expected`. */
  async rows(expected: string): Promise<string[]> {
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: expected }).first().waitFor();
    const found = await rows.all();
    return Promise.all(found.map(async (row) => (await row.getAttribute('aria-label')) ?? ''));
  }

  file(name: string): Locator {
    return this.page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${name}"]`);
  }

  /** Opens a file of the Explorer, to stay. */
  async open(name: string): Promise<void> {
    await this.file(name).dblclick();
  }

  /** Opens a file by its name, wherever the side bar is. */
  async openByName(name: string): Promise<void> {
    await this.until(`the tab of ${name}`, () => this.#tryOpening(name), 60_000);
  }

  /** Answers the workbench's own dialog for files with a path; until it has listed a folder it writes another one over it. */
  async chooseFile(file: string): Promise<void> {
    const dialog = this.page.locator('.quick-input-widget').getByText('OK', { exact: true }).first();
    await dialog.waitFor();
    const field = this.page.locator('.quick-input-widget input').first();
    const isTaken = async () => {
      // What is asked next would be answered with the path.
      if (!(await dialog.isVisible())) return;
      await field.fill(file, { timeout: 2000 });
      await this.page.waitForTimeout(1000);
      if ((await field.inputValue({ timeout: 2000 })) !== file) throw new Error('It was written over.');
      await this.page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'hidden', timeout: 3000 });
    };
    await this.until(`${file} to be chosen`, () => succeeds(isTaken), 60_000);
  }

  /** Chooses from the context menu of files of the Explorer, or from a menu in it; the last file is clicked. */
  async chooseFromMenu(names: string[], title: string, titleWithin?: string): Promise<void> {
    const files = names.map((name) => this.file(name));
    await this.until('the files to be selected', () => this.#select(files), 60_000);
    const last = files.at(-1);
    if (last) await this.pointInMenuOf(last, title);
    if (titleWithin !== undefined) await this.#menuEntry(titleWithin).hover();
    await this.choosePointedAt();
  }

  /** Whether files are selected now. The first also opens, and is selected alone once it has. */
  async #select([first, ...others]: Locator[]): Promise<true | undefined> {
    await first?.click();
    for (const other of others) await other.click({ modifiers: ['Control'] });
    if (others.length === 0) return true;
    await this.page.waitForTimeout(1000);
    const all = [...(first ? [first] : []), ...others];
    const states = await Promise.all(all.map((row) => row.getAttribute('aria-selected')));
    return states.every((state) => state === 'true') || undefined;
  }

  /** Chooses from the menu that a click opens. */
  async chooseFromMenuOf(opener: Locator, title: string, button: MouseButton = 'right'): Promise<void> {
    await this.pointInMenuOf(opener, title, button);
    await this.choosePointedAt();
  }

  /** Chooses the entry of a menu that is pointed at. A menu takes nothing in the moment it opens, and closes when it does. */
  async choosePointedAt(): Promise<void> {
    const menu = this.page.locator('.monaco-menu').first();
    const isTaken = async () => {
      await this.page.waitForTimeout(300);
      if (!(await menu.isVisible())) return true;
      await this.page.keyboard.press('Enter');
      return succeeds(() => menu.waitFor({ state: 'hidden', timeout: 2000 }));
    };
    await this.until('the menu to take a choice', isTaken);
  }

  /** Points at an entry of the menu that a click opens. What a menu has is settled when it opens: opened too early, it is opened again. */
  async pointInMenuOf(opener: Locator, title: string, button: MouseButton = 'right'): Promise<void> {
    const entry = this.#menuEntry(title);
    const isPointedAt = async () => {
      await opener.click({ button });
      const isOffered = await succeeds(() => entry.hover({ timeout: 5000 }));
      if (!isOffered) await this.page.keyboard.press('Escape');
      return isOffered;
    };
    await this.until(`${title} in the menu`, isPointedAt, 60_000);
  }

  async closeAllEditors(): Promise<void> {
    await this.command('View: Close All Editors');
    const dontSave = this.page.locator('.monaco-dialog-box a.monaco-button', { hasText: "Don't Save" });
    const areClosed = async () => {
      if ((await this.page.locator('.tabs-container .tab').count()) === 0) return true;
      // Each file that was never saved has a question of its own.
      if (await dontSave.isVisible()) await succeeds(() => dontSave.click({ timeout: 2000 }));
      // An editor that scrolls under the pointer may keep the click from the palette, which then stays.
      else if (await this.page.locator('.quick-input-widget').isVisible())
        await this.command('View: Close All Editors');
      return undefined;
    };
    await this.until('all editors to be closed', areClosed, 60_000);
  }

  /** Closes whatever list, menu or dialog is open. */
  async dismiss(): Promise<void> {
    for (let i = 0; i < 3; i++) await this.page.keyboard.press('Escape');
  }

  /** Waits for an element in any frame: webviews lie two frames deep. */
  async inAnyFrame(selector: string, timeoutMs = patienceMs): Promise<{ frame: Frame; handle: ElementHandle }> {
    return this.until(`a frame with ${selector}`, () => this.#find(selector), timeoutMs);
  }

  /** Waits for a page of ours for as long as its panel may try: where the editor does not load it, it is loaded again after 12, 36 and 84 s. */
  async inPanel(selector: string): Promise<{ frame: Frame; handle: ElementHandle }> {
    return this.inAnyFrame(selector, 120_000);
  }

  /**
   * Asks again until there is an answer; a frame that goes away while it is asked has none yet. The time begins when the first
   * question has come back: whom it asks, a webview say, may have had to come first.
   */
  async until<T>(what: string, ask: () => Promise<T | undefined>, timeoutMs = patienceMs): Promise<T> {
    let deadline = Date.now() + timeoutMs;
    for (let tries = 1; ; tries++) {
      let cause: unknown;
      const answer = await ask().catch((error: unknown) => {
        if (!isOfLostFrame(error)) throw error;
        cause = error;
        return undefined;
      });
      if (answer !== undefined) return answer;
      if (tries === 1) deadline = Date.now() + timeoutMs;
      if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${what}.`, { cause });
      await this.page.waitForTimeout(50);
    }
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(this.#screenshots, { recursive: true });
    await this.page.screenshot({ path: `${this.#screenshots}/${name}.png` });
  }

  #menuEntry(title: string): Locator {
    return this.page.locator('.monaco-menu .action-label', { hasText: title }).first();
  }

  async #tryCommand(title: string): Promise<true | undefined> {
    // From an open palette nothing is offered that needs the cursor in an editor.
    if (await this.page.locator('.quick-input-widget').isVisible()) await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('F1');
    const row = (label: string) => this.page.locator(`.quick-input-list .monaco-list-row[aria-label${label}]`);
    // Its whole name first, with what the list says behind it: used lately, a command whose name goes on stands higher.
    const whole = row(`="${title}"`)
      .or(row(`^="${title},"`))
      .first();
    return succeeds(async () => {
      await this.page.locator('.quick-input-widget input').first().fill(`>${title}`, { timeout: 2000 });
      const isThere = await succeeds(() => whole.waitFor({ timeout: 1000 }));
      // A click that is given up too early still comes through on a busy machine, and the command runs twice.
      await (isThere ? whole : row(`^="${title}"`).first()).click({ timeout: 10_000 });
    });
  }

  /** What a list shows while it still searches may take no click; an open one never finds a file that was written since. */
  async #tryOpening(name: string): Promise<true | undefined> {
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('Control+P');
    return succeeds(async () => {
      await this.page.locator('.quick-input-widget input').first().fill(name, { timeout: 2000 });
      const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
      await row.click({ timeout: 2000 });
      await this.page.locator('.tab.active', { hasText: name }).waitFor({ timeout: 5000 });
    });
  }

  async #find(selector: string) {
    for (const frame of this.page.frames()) {
      // A frame may go away while it is looked at.
      const handle = await frame.$(selector).catch(() => null);
      if (handle) return { frame, handle };
    }
    return undefined;
  }
}

/** What takes a second on an idle machine may take this long on one that does much else. It is waited for no longer than it takes. */
const patienceMs = 60_000;

type MouseButton = 'left' | 'right';

/** How a window differs from others. */
export interface WindowOptions {
  /** Of the editor: its own words stay English, those of extensions follow it. */
  language?: keyof typeof firstCommands;
  /** Folder of its screenshots. */
  screenshots?: string;
}

/** Shown by the palette once the extension is there. */
const firstCommands = { en: 'HoVLE: New Notebook', 'zh-cn': 'HoVLE: 新建笔记本' };

/** Opens a window on the workbench; anything but this machine is out of reach for it. */
export async function openWorkbenchPage(
  browser: Browser,
  url: string,
  { language = 'en', screenshots = '.cache/screenshots' }: WindowOptions = {},
): Promise<WorkbenchPage> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 1300 } });
  // A language pack sets the same.
  if (language !== 'en') await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = '${language}'`);
  const refused = new Set<string>();
  await context.route(isElsewhere, (route) => {
    refused.add(new URL(route.request().url()).hostname);
    return route.abort();
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  // A machine that does much else takes its time.
  await page.goto(url, { timeout: 120_000 });
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  const workbench = new WorkbenchPage(page, refused, screenshots);
  await workbench.until('the extension', () => workbench.offers(firstCommands[language]), 60_000);
  return workbench;
}

/** The editor puts a new frame in place of a webview's old one whenever its page changes. */
const isOfLostFrame = (error: unknown) =>
  error instanceof Error && /Frame was detached|Execution context was destroyed/.test(error.message);

const isElsewhere = ({ hostname, protocol }: URL) => protocol.startsWith('http') && hostname !== '127.0.0.1';

async function succeeds(act: () => Promise<void>): Promise<true | undefined> {
  return act().then(
    () => true as const,
    () => undefined,
  );
}
