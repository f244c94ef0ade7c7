import * as vscode from 'vscode';
import { ExtensionError } from '../extensionError.ts';
import { refusalOf } from '../refusal.ts';
import { isImageName } from './imageFiles.ts';

/** Files as they are, and of folders the pictures that lie directly in them, by name; `most` at the most. */
export async function picturesIn(places: readonly vscode.Uri[], most: number): Promise<vscode.Uri[]> {
  const found: vscode.Uri[] = [];
  for (const place of places) {
    if (found.length >= most) break;
    found.push(...(await reading(place, async () => ((await isFolder(place)) ? picturesOf(place) : [place]))));
  }
  return found.slice(0, most);
}

async function reading<Found>(place: vscode.Uri, read: () => Promise<Found>): Promise<Found> {
  try {
    return await read();
  } catch (error) {
    const path = place.scheme === 'file' ? place.fsPath : place.path;
    throw new ExtensionError('folder/unreadable', { path, reason: refusalOf(error) }, { cause: error });
  }
}

async function isFolder(place: vscode.Uri): Promise<boolean> {
  const { type } = await vscode.workspace.fs.stat(place);
  return (type & vscode.FileType.Directory) !== 0;
}

async function picturesOf(folder: vscode.Uri): Promise<vscode.Uri[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const names = entries.flatMap(([name, type]) =>
    (type & vscode.FileType.File) !== 0 && isImageName(name) ? [name] : [],
  );
  const inOrder = names.sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
  return inOrder.map((name) => vscode.Uri.joinPath(folder, name));
}
