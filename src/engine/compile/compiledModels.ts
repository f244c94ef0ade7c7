import { randomUUID } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { precisions } from '../api/choices.ts';
import type { ClearedModel, CompiledModel } from '../api/modelApi.ts';
import { hasCode } from '../api/errors.ts';
import { asWriteError } from '../checkpoint/diskErrors.ts';
import { withFolderLock } from './folderLock.ts';
import { isInUse } from './folderUse.ts';
import { readManifest } from './manifest.ts';

/** The compiled models in the cache, with what interrupted compilations have left of them; the largest first. */
export async function listCompiled(cacheFolder: string): Promise<CompiledModel[]> {
  const place = join(cacheFolder, 'compiled');
  const found = new Map<string, CompiledModel>();
  for (const entry of await readdir(place).catch((): string[] => [])) {
    const parts = partsOf(entry);
    if (!parts) continue;
    const { id, model, precision } = parts;
    const { sizeBytes } = found.get(id) ?? { sizeBytes: 0 };
    found.set(id, { id, model, precision, sizeBytes: sizeBytes + (await bytesIn(join(place, entry))) });
  }
  const listed = await Promise.all([...found.values()].map((one) => withCheckpoint(place, one)));
  return listed.sort((a, b) => b.sizeBytes - a.sizeBytes);
}

/** Removes compiled models, all or those of these ids. One that is read or compiled just now is left. */
export async function clearCompiled(cacheFolder: string, ids?: readonly string[]): Promise<ClearedModel[]> {
  const chosen = (await listCompiled(cacheFolder)).filter(({ id }) => ids?.includes(id) ?? true);
  const cleared: ClearedModel[] = [];
  for (const one of chosen) cleared.push({ ...one, outcome: await clearOne(join(cacheFolder, 'compiled', one.id)) });
  return cleared;
}

async function clearOne(folder: string): Promise<ClearedModel['outcome']> {
  const busy = new AbortController();
  const stopWaiting = (): void => busy.abort();
  try {
    return await withFolderLock(folder, busy.signal, () => removeUnused(folder), stopWaiting);
  } catch (error) {
    if (hasCode(error, 'request/cancelled')) return 'compiling';
    throw error;
  }
}

/** Nobody compiles there meanwhile. Who loads it meanwhile has marked it before: then it is put back. */
async function removeUnused(folder: string): Promise<ClearedModel['outcome']> {
  if (await isInUse(folder)) return 'in use';
  const away = `${folder}.removed-${randomUUID()}`;
  const moved = await rename(folder, away).then(() => 'moved' as const, whyNotMoved);
  if (moved === 'held open') return 'in use';
  if (moved === 'moved' && (await isInUse(folder))) {
    await rename(away, folder);
    return 'in use';
  }
  await removeParts(folder);
  return 'removed';
}

/** Windows moves no folder of which a file is open, and some programs open files without leaving a mark. */
function whyNotMoved(error: unknown): 'absent' | 'held open' {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'absent';
  if (code === 'EPERM' || code === 'EBUSY' || code === 'EACCES') return 'held open';
  throw error;
}

/** Removes what was moved away, now or by a process that did not come to the end, and what was never finished. */
async function removeParts(folder: string): Promise<void> {
  const place = dirname(folder);
  const parts = (await readdir(place)).filter((entry) => join(place, partsOf(entry)?.id ?? '') === folder);
  for (const part of parts) {
    await rm(join(place, part), { recursive: true, force: true }).catch((error: unknown) => {
      throw asWriteError(error, part);
    });
  }
}

/** The name of a compiled folder says what it is; what has another name is not ours to remove. */
const compiledName = new RegExp(
  `^(?<id>(?<model>.+)-[0-9a-f]{12}-(?<precision>${precisions.join('|')}))(\\.partial|\\.removed-[0-9a-f-]{36})?$`,
);

function partsOf(entry: string): Pick<CompiledModel, 'id' | 'model' | 'precision'> | undefined {
  const { id, model, precision: named } = compiledName.exec(entry)?.groups ?? {};
  const precision = precisions.find((one) => one === named);
  return id !== undefined && model !== undefined && precision ? { id, model, precision } : undefined;
}

/** Of a folder without folders. What is removed meanwhile counts nothing. */
async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder).catch((): string[] => []);
  const sizes = names.map((name) =>
    stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((a, b) => a + b, 0);
}

/** One of another version, or damaged, does not say what it was made from. */
async function withCheckpoint(place: string, model: CompiledModel): Promise<CompiledModel> {
  const manifest = await readManifest(join(place, model.id)).catch((error: unknown) => {
    if (hasCode(error, 'compile/bad-manifest')) return undefined;
    throw error;
  });
  return manifest ? { ...model, checkpoint: manifest.checkpoint } : model;
}
