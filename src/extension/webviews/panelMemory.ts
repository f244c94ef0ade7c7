import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fieldsOf, readKeeping, type Fields } from '../../webview/protocol.ts';
import { absent, readKept, writeKept } from '../keptFiles.ts';
import { throttle } from '../notebook/throttle.ts';

/** What panels are, as far as they are remembered. */
export interface RememberedPanel {
  readonly viewType: string;
  readonly webview: { onDidReceiveMessage(listener: (message: unknown) => void): unknown };
  onDidDispose(listener: () => void): unknown;
}

/** What one open panel shows, in plain data. */
export interface PanelRecord {
  /** What its page kept last, and over that what the extension said. The page is given it whenever it is loaded. */
  readonly state: Fields;
  /** Says what the extension knows better than the page. */
  keep(own: Fields): void;
}

/**
 * What open panels show, a file each, for when the window is loaded again. The editor keeps what pages give it as well, but in
 * a browser it writes that down only every few seconds, and no more when the window goes.
 */
export class PanelMemory {
  readonly #folder: string;
  /** Files of the panels of this window. */
  readonly #taken = new Set<string>();
  #choosing: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** For a panel that is new. */
  begin(panel: RememberedPanel, own: Fields): PanelRecord {
    const record = this.#follow(panel, randomUUID(), { page: {}, own: {} });
    record.keep(own);
    return record;
  }

  /** For a panel that was open before, with what the editor has kept of it: what was kept since takes its place. */
  async restore(panel: RememberedPanel, kept: unknown): Promise<PanelRecord> {
    const page = fieldsOf(kept);
    const id = await this.#idOf(panel, page);
    const known = parse(await readKept(this.#fileOf(panel, id), mostBytes));
    const isNewer = known && Number(known.page['at'] ?? 0) >= Number(page['at'] ?? 0);
    return this.#follow(panel, id, { page: isNewer ? known.page : page, own: known?.own ?? {} });
  }

  #follow(panel: RememberedPanel, id: string, { page, own }: Kept): PanelRecord {
    const file = this.#fileOf(panel, id);
    this.#taken.add(path.basename(file));
    let kept: Kept = { page, own };
    const writes = throttle<undefined>(
      () => writeKept(file, JSON.stringify(kept)),
      () => sleep(pauseMs),
    );
    const set = (some: Partial<Kept>) => {
      kept = { ...kept, ...some };
      writes.push(undefined);
    };
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const state = readKeeping(message);
      if (state) set({ page: state });
    });
    panel.onDidDispose(() => {
      this.#taken.delete(path.basename(file));
      const removed = writes.stop().then(() => rm(file, { force: true }));
      // What cannot be removed goes with the oldest.
      removed.catch(() => undefined);
    });
    return {
      get state() {
        return { ...kept.page, ...kept.own, panel: id };
      },
      keep: (more) => set({ own: { ...kept.own, ...more } }),
    };
  }

  /** A page that had not loaded when the editor wrote has not said which it is: then the panel of that kind that was used last. */
  async #idOf(panel: RememberedPanel, { panel: said }: Fields): Promise<string> {
    if (typeof said === 'string' && /^[\w-]{1,64}$/.test(said)) return said;
    // One after another: files that several panels look for at once would go to whichever reads fastest.
    const chosen = this.#choosing.then(() => this.#leftOver(panel));
    this.#choosing = chosen.catch(() => undefined);
    return chosen;
  }

  async #leftOver(panel: RememberedPanel): Promise<string> {
    const names = (await this.#newestFirst()).filter((name) => name.startsWith(`${panel.viewType} `));
    const free = names.find((name) => !this.#taken.has(name));
    if (free) this.#taken.add(free);
    return free?.slice(panel.viewType.length + 1, -ending.length) ?? randomUUID();
  }

  async #newestFirst(): Promise<string[]> {
    const names = (await readdir(this.#folder).catch(absent([]))).filter((name) => name.endsWith(ending));
    const ages = await Promise.all(
      names.map(async (name) => ({
        name,
        changed: (await stat(path.join(this.#folder, name)).catch(absent(undefined)))?.mtimeMs ?? 0,
      })),
    );
    const sorted = ages.sort((a, b) => b.changed - a.changed).map(({ name }) => name);
    await Promise.all(sorted.slice(mostFiles).map((name) => rm(path.join(this.#folder, name), { force: true })));
    return sorted.slice(0, mostFiles);
  }

  #fileOf({ viewType }: RememberedPanel, id: string): string {
    return path.join(this.#folder, `${viewType} ${id}${ending}`);
  }
}

interface Kept {
  /** By the page. */
  readonly page: Fields;
  /** By the extension. */
  readonly own: Fields;
}

const ending = '.json';
/** So that what is written letter by letter is not written to the disk at each of them. */
const pauseMs = 100;
/** More than any page may keep, and the extension says. */
const mostBytes = 2_000_000;
const mostFiles = 100;

function parse(text: string | undefined): Kept | undefined {
  if (text === undefined) return undefined;
  try {
    const { page, own } = fieldsOf(JSON.parse(text));
    return { page: fieldsOf(page), own: fieldsOf(own) };
  } catch {
    // What is no JSON was not written here, and is as good as nothing.
    return undefined;
  }
}
