import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { editorsError } from '../editorsError.ts';

/** The type of `.hovle` notebooks, as package.json declares it. */
export const notebookType = 'hovle';

/** Reads and writes `.hovle` files. One that cannot be read is shown as an error with its reason, and never written. */
export function registerSerializer(): vscode.Disposable {
  return vscode.workspace.registerNotebookSerializer(notebookType, {
    deserializeNotebook: async (content) => {
      const { readNotebook } = await import('./notebookFile.ts');
      try {
        return readNotebook(content, newCellId);
      } catch (error) {
        throw editorsError(error);
      }
    },
    serializeNotebook: async (data) => (await import('./notebookFile.ts')).writeNotebook(data, newCellId),
  });
}

/** An id as nbformat suggests it: eight hexadecimal digits. */
export function newCellId(): string {
  return randomUUID().slice(0, 8);
}
