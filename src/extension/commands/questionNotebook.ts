import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { baseName } from '../baseName.ts';
import { notebookLanguage } from '../notebook/nbformatCell.ts';
import { newCellId, notebookType } from '../notebook/serializer.ts';

/** A picture for a cell: a file on this machine, or bytes that the cell carries itself. */
export type CellPicture = { uri: vscode.Uri } | { bytes: Uint8Array; name: string; mime: string };

/** Opens an unsaved notebook with one question about pictures and runs it: there the answer can be kept and continued. */
export async function askInNotebook(pictures: readonly CellPicture[], question: string): Promise<void> {
  const written = pictures.map(writePicture);
  const text = [...written.map(({ line }) => line), ...(written.length > 0 ? [''] : []), question].join('\n');
  const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, notebookLanguage);
  const attachments = Object.fromEntries(written.flatMap(({ attachment }) => (attachment ? [attachment] : [])));
  cell.metadata = { id: newCellId(), metadata: {}, attachments };
  const data = new vscode.NotebookData([cell]);
  const notebook = await vscode.workspace.openNotebookDocument(notebookType, data);
  await vscode.window.showNotebookDocument(notebook);
  await runFirstCell(notebook);
}

interface WrittenPicture {
  line: string;
  attachment?: [name: string, form: Record<string, string>];
}

function writePicture(picture: CellPicture, index: number): WrittenPicture {
  if ('uri' in picture) return { line: `![${altOf(baseName(picture.uri.path))}](${addressOf(picture.uri)})` };
  const name = `${index + 1}-${picture.name}`;
  const data = Buffer.from(picture.bytes).toString('base64');
  return { line: `![${altOf(name)}](attachment:${encode(name)})`, attachment: [name, { [picture.mime]: data }] };
}

/** Unsaved notebooks start their paths at the workspace. */
function addressOf(uri: vscode.Uri): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const isInside = folder && vscode.workspace.getWorkspaceFolder(uri)?.uri.toString() === folder.uri.toString();
  return encode(isInside ? vscode.workspace.asRelativePath(uri, false) : uri.fsPath.replaceAll('\\', '/'));
}

const encode = (path: string) =>
  path.replace(/[%\s()<>[\]\\]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
const altOf = (name: string) => name.replace(/[[\]\\]/g, '');

/** The kernel is attached a moment after the notebook has opened. */
async function runFirstCell(notebook: vscode.NotebookDocument): Promise<void> {
  for (let attempt = 0; attempt < 50 && !notebook.cellAt(0).executionSummary?.timing; attempt++) {
    if (notebook.cellAt(0).outputs.length > 0) return;
    if (attempt % 10 === 0)
      await vscode.commands.executeCommand('notebook.cell.execute', {
        ranges: [{ start: 0, end: 1 }],
        document: notebook.uri,
      });
    await sleep(100);
  }
}
