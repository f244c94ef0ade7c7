import * as vscode from 'vscode';
import { ExtensionError } from '../extensionError.ts';
import { endings, mostAttachedBytes } from '../notebook/editing/pastedPicture.ts';
import type { Settings } from '../settings/settings.ts';
import { askInNotebook } from './questionNotebook.ts';
import type { CellPicture } from './questionNotebook.ts';

/** *Explain Image Output*: asks about the pictures that a cell of any notebook has given, such as a plot of a Python kernel. */
export async function explainOutput({ explainQuestion }: Settings, clicked?: unknown): Promise<void> {
  const cell = cellOf(clicked) ?? selectedCell();
  const pictures = cell ? picturesOf(cell) : [];
  if (pictures.length > 0) await askInNotebook(pictures, explainQuestion);
  else void vscode.window.showInformationMessage(vscode.l10n.t('The output of this cell has no picture.'));
}

/** The menu of a cell passes the cell, a keyboard shortcut anything. */
function cellOf(clicked: unknown): vscode.NotebookCell | undefined {
  const isCell = typeof clicked === 'object' && clicked !== null && 'outputs' in clicked && 'notebook' in clicked;
  // What has both is a cell: the editor passes nothing else of the kind.
  return isCell ? (clicked as vscode.NotebookCell) : undefined;
}

function selectedCell(): vscode.NotebookCell | undefined {
  const editor = vscode.window.activeNotebookEditor;
  return editor && editor.notebook.cellCount > 0 ? editor.notebook.cellAt(editor.selection.start) : undefined;
}

/** One picture an output, in the first form of it that can be read. */
function picturesOf({ outputs }: vscode.NotebookCell): CellPicture[] {
  const found = outputs.flatMap(({ items }) => {
    const forms = mimes.flatMap((mime) => items.filter((item) => item.mime === mime));
    return forms.slice(0, 1);
  });
  return found.slice(0, mostPictures).map(({ data: bytes, mime }) => {
    const name = `output.${endings[mime] ?? 'png'}`;
    if (bytes.length > mostAttachedBytes)
      throw new ExtensionError('image/too-large', {
        path: name,
        sizeBytes: bytes.length,
        limitBytes: mostAttachedBytes,
      });
    return { bytes, mime, name };
  });
}

/** Best first. */
const mimes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/svg+xml'];
const mostPictures = 8;
