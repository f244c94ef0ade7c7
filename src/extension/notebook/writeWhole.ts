import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';

/** Writes a file so that nobody ever reads half of it: under another name first, then renamed. */
export async function writeWhole(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const temporary = uri.with({ path: `${uri.path}.${randomUUID().slice(0, 8)}.tmp` });
  await vscode.workspace.fs.writeFile(temporary, bytes);
  try {
    await vscode.workspace.fs.rename(temporary, uri, { overwrite: true });
  } catch (error) {
    await vscode.workspace.fs.delete(temporary);
    throw error;
  }
}
