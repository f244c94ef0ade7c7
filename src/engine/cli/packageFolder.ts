import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this program: the nearest one above the module that has a package.json. */
export function packageFolder(moduleUrl: string): string {
  let folder = dirname(fileURLToPath(moduleUrl));
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

/** The version of this program. */
export function programVersion(): string {
  // The program's own manifest.
  return (JSON.parse(readFileSync(join(packageFolder(import.meta.url), 'package.json'), 'utf8')) as { version: string })
    .version;
}
