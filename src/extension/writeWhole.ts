import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';

/** Writes a file so that nobody ever reads half of it, and what was there stays until it is whole. */
export function writeWhole(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  return moveThere(uri, (part) => vscode.workspace.fs.writeFile(part, bytes));
}

/** As `writeWhole`, of what another file holds. */
export function copyWhole(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  return moveThere(to, (part) => vscode.workspace.fs.copy(from, part));
}

/** Made beside the place, under another name, then renamed. */
async function moveThere(uri: vscode.Uri, make: (part: vscode.Uri) => Thenable<void>): Promise<void> {
  const part = uri.with({ path: `${uri.path}.${randomUUID().slice(0, 8)}.tmp` });
  try {
    await make(part);
    await vscode.workspace.fs.rename(part, uri, { overwrite: true });
  } catch (error) {
    // There may be none.
    await vscode.workspace.fs.delete(part).then(undefined, () => undefined);
    throw error;
  }
}
