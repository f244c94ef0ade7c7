import * as vscode from 'vscode';
import { newCellId, notebookType } from './serializer.ts';

/** Gives cells that are new, or copies, an id of their own at once, so that it is the same at every save. */
export function registerCellIds(): vscode.Disposable {
  return vscode.workspace.onDidChangeNotebookDocument(async ({ notebook, contentChanges }) => {
    if (notebook.notebookType !== notebookType) return;
    const added = new Set(contentChanges.flatMap(({ addedCells }) => addedCells));
    const edits = notebook
      .getCells()
      .filter((cell) => added.has(cell) && needsId(cell))
      .map(setNewId);
    if (edits.length === 0) return;
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, edits);
    await vscode.workspace.applyEdit(edit);
  });
}

function needsId(cell: vscode.NotebookCell): boolean {
  const id: unknown = cell.metadata['id'];
  if (typeof id !== 'string' || id === '') return true;
  return cell.notebook.getCells().some((other) => other !== cell && other.metadata['id'] === id);
}

function setNewId(cell: vscode.NotebookCell): vscode.NotebookEdit {
  return vscode.NotebookEdit.updateCellMetadata(cell.index, { ...cell.metadata, id: newCellId() });
}
