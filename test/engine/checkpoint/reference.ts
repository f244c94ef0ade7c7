import { fileURLToPath } from 'node:url';

/** Folder of a reference checkpoint. */
export function reference(name: string): string {
  return fileURLToPath(new URL(`../../golden/reference/${name}`, import.meta.url));
}
