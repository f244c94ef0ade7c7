import type * as vscode from 'vscode';
import { parseNotebook, printNotebook } from './nbformat.ts';
import { fromNotebookData, toNotebookData } from './notebookData.ts';
import { utf8Text } from './utf8Text.ts';

/** The notebook that the bytes of a `.hovle` file hold. Cells without an id get one. */
export function readNotebook(bytes: Uint8Array, newId: () => string): vscode.NotebookData {
  return toNotebookData(parseNotebook(utf8Text(bytes), newId));
}

/** The bytes of a `.hovle` file. */
export function writeNotebook(notebook: vscode.NotebookData, newId: () => string): Uint8Array {
  return new TextEncoder().encode(printNotebook(fromNotebookData(notebook), newId));
}
