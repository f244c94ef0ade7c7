import * as vscode from 'vscode';
import { baseName } from '../../baseName.ts';
import { writeWhole } from '../../writeWhole.ts';
import { notebookLanguage } from '../nbformatCell.ts';
import type { OutputItem } from '../plainNotebook.ts';
import { besides, embed } from './exportFolder.ts';
import type { KeepPicture } from './exportFolder.ts';
import { notebookHtml } from './notebookHtml.ts';
import { exportPictures } from './exportPictures.ts';
import { notebookMarkdown } from './notebookMarkdown.ts';
import type { ExportCell } from './notebookMarkdown.ts';

/**
 * *HoVLE: Export Notebook…*: the notebook in front as Markdown with its pictures in a folder, or as one HTML page.
 * A bundle of its own, loaded when it is first asked for.
 */
export async function exportNotebook(): Promise<void> {
  const notebook = vscode.window.activeNotebookEditor?.notebook;
  if (!notebook) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open the notebook to export, and ask again.'));
    return;
  }
  const format = await vscode.window.showQuickPick(formats, { title: vscode.l10n.t('Export Notebook') });
  const to = format && (await vscode.window.showSaveDialog({ defaultUri: proposal(notebook, format.ending) }));
  if (!to) return;
  await format.write(notebook, to);
  await offerToOpen(to);
}

interface Format extends vscode.QuickPickItem {
  ending: string;
  write: (notebook: vscode.NotebookDocument, to: vscode.Uri) => Promise<void>;
}

const formats: Format[] = [
  {
    label: 'Markdown',
    detail: vscode.l10n.t('A text, and a folder with its pictures'),
    ending: 'md',
    write: writeMarkdown,
  },
  { label: 'HTML', detail: vscode.l10n.t('One page that holds its pictures'), ending: 'html', write: writeHtml },
];

function proposal(notebook: vscode.NotebookDocument, ending: string): vscode.Uri {
  const name = `${stemOf(notebook.uri)}.${ending}`;
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(process.cwd());
  return notebook.isUntitled ? vscode.Uri.joinPath(workspace, name) : vscode.Uri.joinPath(notebook.uri, '..', name);
}

const stemOf = (uri: vscode.Uri) => baseName(uri.path).replace(/\.[^.]*$/, '');

/** Pictures come before the text that names them. */
async function writeMarkdown(notebook: vscode.NotebookDocument, to: vscode.Uri): Promise<void> {
  const folder = `${stemOf(to)}_files`;
  const files = new Map<string, Uint8Array>();
  const text = await markdownOf(notebook, besides(folder, files));
  for (const [name, bytes] of files) await writeWhole(vscode.Uri.joinPath(to, '..', folder, name), bytes);
  await write(to, text);
}

async function writeHtml(notebook: vscode.NotebookDocument, to: vscode.Uri): Promise<void> {
  await write(to, notebookHtml(await markdownOf(notebook, embed), stemOf(notebook.uri)));
}

async function markdownOf(notebook: vscode.NotebookDocument, keep: KeepPicture): Promise<string> {
  const cells = await Promise.all(notebook.getCells().map((cell) => toExportCell(cell, keep)));
  return notebookMarkdown(cells, ({ mime, bytes }) => keep({ name: 'output', mime, bytes }));
}

async function toExportCell(cell: vscode.NotebookCell, keep: KeepPicture): Promise<ExportCell> {
  const { document, outputs } = cell;
  const isText = cell.kind === vscode.NotebookCellKind.Markup;
  return {
    kind: isText ? 'text' : document.languageId === notebookLanguage ? 'question' : 'code',
    language: document.languageId,
    text: document.getText().replaceAll('\r\n', '\n'),
    outputs: outputs.map(({ items }) => items.map(({ mime, data }): OutputItem => ({ mime, bytes: data }))),
    pictures: await exportPictures(cell, keep),
  };
}

const write = (to: vscode.Uri, text: string) => writeWhole(to, new TextEncoder().encode(text));

async function offerToOpen(to: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t('Open');
  const chosen = await vscode.window.showInformationMessage(vscode.l10n.t('Written to {0}.', baseName(to.path)), open);
  if (chosen === open) await vscode.commands.executeCommand('vscode.open', to);
}
