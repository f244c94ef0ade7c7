import * as vscode from 'vscode';
import { notebookType } from '../notebook/serializer.ts';
import { templateData, templates } from '../notebook/templates.ts';

/** *HoVLE: New Notebook…*: an unsaved notebook, made from the template that is chosen. */
export async function newNotebook(extensionUri: vscode.Uri): Promise<void> {
  const title = vscode.l10n.t('New HoVLE Notebook');
  const template = await vscode.window.showQuickPick(templates, { title, matchOnDetail: true });
  if (!template) return;
  const notebook = await vscode.workspace.openNotebookDocument(
    notebookType,
    await templateData(template, extensionUri),
  );
  await vscode.window.showNotebookDocument(notebook);
}
