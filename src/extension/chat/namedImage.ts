import path from 'node:path';
import * as vscode from 'vscode';
import { exists } from '../exists.ts';
import { isInside } from '../isInside.ts';

/** Where a picture is that an agent named. */
export interface NamedImage {
  uri: vscode.Uri;
  /** Whether it lies in a folder of the workspace, after all links. */
  isInside: boolean;
}

/** Relative paths start in the folders of the workspace: the first that has such a file, else the first. */
export async function findNamedImage(named: string): Promise<NamedImage> {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const [first] = folders;
  if (isAbsolute(named) || !first) {
    const uri = first ? first.with({ path: vscode.Uri.file(named).path }) : vscode.Uri.file(path.resolve(named));
    return { uri, isInside: await isInAny(uri, folders) };
  }
  const candidates = folders.map((folder) => vscode.Uri.joinPath(folder, named.replaceAll('\\', '/')));
  const exist = await Promise.all(candidates.map(exists));
  const uri = candidates.find((_, index) => exist[index]) ?? vscode.Uri.joinPath(first, named);
  return { uri, isInside: await isInAny(uri, folders) };
}

const isAbsolute = (named: string) => /^([a-z]:)?[/\\]/i.test(named);

async function isInAny(uri: vscode.Uri, folders: readonly vscode.Uri[]): Promise<boolean> {
  const inside = await Promise.all(folders.map((folder) => isInside(uri, folder)));
  return inside.includes(true);
}
