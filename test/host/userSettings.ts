import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Stage } from './stage.ts';

/** Changes settings of the user, and opens the window anew so that they are read; undefined removes one. */
export async function changeSettings(
  { workbench, userData }: Pick<Stage, 'workbench' | 'userData'>,
  changes: Record<string, unknown>,
): Promise<void> {
  const file = path.join(userData, 'user-data', 'User', 'settings.json');
  const settings = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...settings, ...changes }));
  await workbench.page.reload();
  await workbench.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
}
