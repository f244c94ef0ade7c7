import * as vscode from 'vscode';
import { newCellId, notebookType } from '../notebook/serializer.ts';
import { notebookLanguage } from '../notebook/nbformatCell.ts';
import { toCellMetadata } from '../notebook/notebookData.ts';

/** *HoVLE: New Notebook*: an unsaved notebook with one question to change. */
export async function newNotebook(): Promise<void> {
  const data = new vscode.NotebookData([
    cell(vscode.NotebookCellKind.Markup, 'markdown', intro),
    cell(vscode.NotebookCellKind.Code, notebookLanguage, question),
  ]);
  await vscode.window.showNotebookDocument(await vscode.workspace.openNotebookDocument(notebookType, data));
}

const intro = vscode.l10n.t('Each cell is a picture and a question. Change both, then run the cell.');
const question = `![](picture.png)\n${vscode.l10n.t('What is in this picture?')}`;

function cell(kind: vscode.NotebookCellKind, language: string, text: string): vscode.NotebookCellData {
  const data = new vscode.NotebookCellData(kind, text, language);
  data.metadata = toCellMetadata({ id: newCellId(), metadata: {}, rest: {} });
  return data;
}
