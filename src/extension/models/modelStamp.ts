import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** A text that is another one once a model's files have changed, from their names, sizes and times: nothing is read. */
export async function modelStamp(folders: readonly string[]): Promise<string> {
  const stamps = await Promise.all(folders.map(async (folder) => [folder, await filesOf(folder)]));
  return JSON.stringify(stamps);
}

type FileStamp = [name: string, size: number, changedMs: number];

async function filesOf(folder: string): Promise<FileStamp[]> {
  const names = (await readdir(folder).catch(none)).filter((name) => isRead.test(name)).sort();
  const stamps = names.slice(0, mostFiles).map((name) => fileStamp(path.join(folder, name)));
  return (await Promise.all(stamps)).filter((stamp) => stamp !== undefined);
}

/** The config, the weights, and what makes text of tokens. */
const isRead = /\.(json|safetensors|model)$/;

/** Far more than a published checkpoint has. */
const mostFiles = 500;

async function fileStamp(file: string): Promise<FileStamp | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found && [path.basename(file), found.size, found.mtimeMs];
}

/** A folder that cannot be read has no model; the engine says so when it is asked. */
const none = (): string[] => [];
