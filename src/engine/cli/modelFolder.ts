import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EngineError } from '../api/errors.ts';
import { readManifest } from '../compile/manifest.ts';
import type { CommandContext } from './context.ts';

/** The model's folder: the one named by path or as a shipped model, else by HOVLE_MODEL, else the best one shipped. */
export async function modelFolder(
  named: string | undefined,
  { environment, shippedModels }: Pick<CommandContext, 'environment' | 'shippedModels'>,
): Promise<string> {
  const wanted = named ?? environment['HOVLE_MODEL'];
  const candidates = wanted ? [resolve(wanted), join(shippedModels, wanted)] : shippedFolders(shippedModels);
  for (const folder of candidates) {
    if (!(await isFolder(folder))) continue;
    await refuseCompiled(folder);
    return folder;
  }
  if (!wanted) throw new EngineError('request/no-model', undefined);
  throw new EngineError('request/unknown-model', { model: wanted, known: await namesIn(shippedModels) });
}

/** What `compile --out` wrote has no tokenizer: a question is asked of its checkpoint, and the cache has what was compiled for it. */
async function refuseCompiled(folder: string): Promise<void> {
  if (existsSync(join(folder, 'config.json'))) return;
  const compiled = await readManifest(folder);
  if (compiled) throw new EngineError('request/compiled-model', { folder, checkpoint: compiled.checkpoint });
}

/** The trained model, else the seeded one that stands in for it. */
function shippedFolders(shippedModels: string): string[] {
  return ['hovle-nano', 'hovle-untrained'].map((name) => join(shippedModels, name));
}

async function namesIn(folder: string): Promise<string[]> {
  if (!(await isFolder(folder))) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Whether there is such a folder. */
export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
