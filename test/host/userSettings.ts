import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeSettings } from '../../scripts/workbench/settings.mjs';
import type { Stage } from './stage.ts';

/** Changes settings of the user, and opens the window anew so that they are read; undefined removes one. */
export async function changeSettings(
  { workbench, userData }: Pick<Stage, 'workbench' | 'userData'>,
  changes: Record<string, unknown>,
): Promise<void> {
  writeSettings(path.join(userData, 'user-data'), changes);
  await workbench.page.reload();
  await workbench.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
}

/** What the user's settings say, with those of this machine, which the editor keeps apart. */
export function settingsOf(userData: string): string {
  return ['User', 'Machine']
    .map((kept) => path.join(userData, 'user-data', kept, 'settings.json'))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join();
}
