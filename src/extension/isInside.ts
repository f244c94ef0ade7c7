import path from 'node:path/posix';
import type * as vscode from 'vscode';
import { leadsInto } from '../engine/tools/realPath.ts';

/** Whether a file lies in a folder, or is it, wherever links and `..` lead. Files that lie on no disk have no links. */
export async function isInside(uri: vscode.Uri, folder: vscode.Uri): Promise<boolean> {
  if (uri.scheme !== folder.scheme || uri.authority !== folder.authority) return false;
  if (uri.scheme === 'file') return leadsInto(folder.fsPath, uri.fsPath);
  return `${path.normalize(uri.path)}/`.startsWith(`${path.normalize(folder.path).replace(/\/$/, '')}/`);
}
