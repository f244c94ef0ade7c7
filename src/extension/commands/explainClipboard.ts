import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { notebookLanguage } from '../notebook/nbformatCell.ts';
import { newCellId, notebookType } from '../notebook/serializer.ts';
import type { Settings } from '../settings/settings.ts';

/**
 * *Explain Clipboard Image*: pastes into a new notebook, because only pasting reaches the clipboard of the user's own
 * machine when the editor runs on another; then runs it.
 */
export async function explainClipboard(settings: Settings): Promise<void> {
  const cell = new vscode.NotebookCellData(
    vscode.NotebookCellKind.Code,
    `\n${settings.explainQuestion}`,
    notebookLanguage,
  );
  cell.metadata = { id: newCellId(), metadata: {} };
  const data = new vscode.NotebookData([cell]);
  const notebook = await vscode.workspace.openNotebookDocument(notebookType, data);
  await vscode.window.showNotebookDocument(notebook);
  await vscode.commands.executeCommand('notebook.cell.edit');
  await vscode.commands.executeCommand('cursorTop');
  await vscode.commands.executeCommand('editor.action.clipboardPasteAction');
  const cellWithPicture = notebook.cellAt(0);
  if (!(await hasPicture(cellWithPicture, pasteMs)) && !(await askToPaste(cellWithPicture))) return;
  await vscode.commands.executeCommand('notebook.cell.execute', {
    ranges: [{ start: 0, end: 1 }],
    document: notebook.uri,
  });
}

/** A browser gives a picture only to whoever presses the keys: then the user is asked to, and the cell runs by itself. */
async function askToPaste(cell: vscode.NotebookCell): Promise<boolean> {
  const title = vscode.l10n.t('Paste the picture into the cell now (Ctrl+V or ⌘V).');
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (_progress, token) => {
    const deadline = Date.now() + patienceMs;
    while (!token.isCancellationRequested && Date.now() < deadline) if (await hasPicture(cell, pauseMs)) return true;
    return false;
  });
}

/** Pasting ends some time after its command. */
const pasteMs = 1500;
const patienceMs = 60_000;
const pauseMs = 100;

async function hasPicture(cell: vscode.NotebookCell, waitMs: number): Promise<boolean> {
  for (let waited = 0; waited < waitMs; waited += pauseMs) {
    if (cell.document.getText().includes('![')) return true;
    await sleep(pauseMs);
  }
  return false;
}
