import * as vscode from 'vscode';
import type { ImageSource } from '../../engine/api/imageApi.ts';
import { baseName } from '../baseName.ts';
import { ExtensionError } from '../extensionError.ts';
import { loadImage } from '../images/loadImage.ts';
import { fetchPicture } from '../images/remotePicture.ts';
import { readImageAddress } from './imageAddress.ts';
import type { JsonObject } from './plainNotebook.ts';

/** What it takes to find the pictures of a cell. */
export interface CellPlace {
  attachments: JsonObject;
  /** Where relative paths start. */
  base: vscode.Uri;
  /** Whether the user lets pictures be fetched from the web. */
  mayFetch: boolean;
}

/** A picture of a cell, ready for the engine. */
export async function loadCellPicture(
  address: string,
  { attachments, base, mayFetch }: CellPlace,
): Promise<ImageSource> {
  const found = readImageAddress(address, attachments);
  if ('bytes' in found) return found;
  if ('remote' in found) {
    if (!mayFetch) throw new ExtensionError('image/remote', { address });
    return { bytes: await fetchPicture(found.remote), name: baseName(found.remote) };
  }
  return loadImage(pictureUri(found.path, base), found.page);
}

/** The file that a path in a cell means: relative paths start at the folder of the notebook. */
export function pictureUri(path: string, base: vscode.Uri): vscode.Uri {
  const isAbsolute = /^([a-z]:)?[/\\]/i.test(path);
  if (isAbsolute) return base.with({ path: vscode.Uri.file(path).path });
  return vscode.Uri.joinPath(base, path.replaceAll('\\', '/'));
}

/** The folder of a notebook; that of the workspace while it has not been saved. */
export function notebookFolder({ uri, isUntitled }: vscode.NotebookDocument): vscode.Uri {
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (isUntitled) return workspace ?? vscode.Uri.file(process.cwd());
  return vscode.Uri.joinPath(uri, '..');
}
