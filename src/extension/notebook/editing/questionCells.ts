import * as vscode from 'vscode';
import { notebookLanguage } from '../nbformatCell.ts';

/** The texts of question cells, in notebooks of every kind. */
export const questionCells: vscode.DocumentFilter = { scheme: 'vscode-notebook-cell', language: notebookLanguage };

/** The cell whose text this is; undefined for other documents. */
export function questionCellOf(document: vscode.TextDocument): vscode.NotebookCell | undefined {
  if (vscode.languages.match(questionCells, document) === 0) return undefined;
  const cells = vscode.workspace.notebookDocuments.flatMap((notebook) => notebook.getCells());
  return cells.find((cell) => cell.document === document);
}
