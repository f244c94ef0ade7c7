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
  if (await hasPicture(notebook.cellAt(0))) {
    await vscode.commands.executeCommand('notebook.cell.execute', {
      ranges: [{ start: 0, end: 1 }],
      document: notebook.uri,
    });
    return;
  }
  void vscode.window.showInformationMessage(vscode.l10n.t('There is no image in the clipboard.'));
}

/** Pasting ends some time after its command. */
async function hasPicture(cell: vscode.NotebookCell): Promise<boolean> {
  for (let attempt = 0; attempt < 30; attempt++) {
    if (cell.document.getText().includes('![')) return true;
    await sleep(100);
  }
  return false;
}
