import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { storageOf } from './engineProcess.ts';
import type { Stage } from './stage.ts';

/** What must have been written down before a window is loaded again, so that it is there afterwards. */
export interface WrittenDown {
  /** Title of an open tab. In a browser the editor writes down only now and then what is open, and no more when the window goes. */
  tab: string;
  /** Some text that a panel has kept. */
  kept?: string;
}

/** Loads the window again. */
export async function reloadWindow(
  { workbench, userData }: Pick<Stage, 'workbench' | 'userData'>,
  { tab, kept = '' }: WrittenDown,
): Promise<void> {
  const { page } = workbench;
  const isOpen = async () => (await page.evaluate<boolean>(`(${isRemembered})(${JSON.stringify(tab)})`)) || undefined;
  await workbench.until(`the editor to write down that ${tab} is open`, isOpen, 60_000);
  const isKept = () => Promise.resolve(panelRecords(userData).some((text) => text.includes(kept)) || undefined);
  if (kept !== '') await workbench.until(`a panel to keep ${kept}`, isKept);
  await page.reload();
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
}

/** Runs in the window, whose editor keeps by workspace which tabs are open. */
const isRemembered = `async (tab) => {
  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db-')) continue;
    const database = await settled(indexedDB.open(name));
    try {
      const items = database.transaction('ItemTable').objectStore('ItemTable');
      if (String(await settled(items.get('memento/workbench.parts.editor'))).includes(tab)) return true;
    } finally {
      database.close();
    }
  }
  return false;
}`;

/** What the extension has written down of open panels. */
function panelRecords(userData: string): string[] {
  const storage = path.join(path.dirname(path.dirname(storageOf(userData))), 'workspaceStorage');
  return readdirSync(storage, { recursive: true, encoding: 'utf8' })
    .filter((file) => /panels[/\\][^/\\]+\.json$/.test(file))
    .map((file) => readFileSync(path.join(storage, file), 'utf8'));
}
