import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { baseName } from '../baseName.ts';
import { notebookLanguage } from '../notebook/nbformatCell.ts';
import { newCellId, notebookType } from '../notebook/serializer.ts';

/** A picture for a cell: a file on this machine, or bytes that the cell carries itself; and what it is called, if not as its file. */
export type CellPicture = ({ uri: vscode.Uri } | { bytes: Uint8Array; name: string; mime: string }) & {
  label?: string;
};

/** What may stand around the question. */
interface Around {
  /** Markdown in a cell of its own, above. */
  note?: string;
  /** The first line of the cell, such as `%each`. */
  directive?: string;
}

/** Opens an unsaved notebook with one question about pictures and runs it: there the answer can be kept and continued. */
export async function askInNotebook(
  pictures: readonly CellPicture[],
  question: string,
  { note = '', directive = '' }: Around = {},
): Promise<void> {
  const written = pictures.map(writePicture);
  const above = [...(directive === '' ? [] : [directive]), ...written.map(({ line }) => line)];
  const text = [...above, ...(written.length > 0 ? [''] : []), question].join('\n');
  const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, notebookLanguage);
  const attachments = Object.fromEntries(written.flatMap(({ attachment }) => (attachment ? [attachment] : [])));
  cell.metadata = { id: newCellId(), metadata: {}, attachments };
  const data = new vscode.NotebookData([...(note === '' ? [] : [noteCell(note)]), cell]);
  const notebook = await vscode.workspace.openNotebookDocument(notebookType, data);
  await vscode.window.showNotebookDocument(notebook);
  await runCell(notebook, notebook.cellCount - 1);
}

function noteCell(note: string): vscode.NotebookCellData {
  const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, note, 'markdown');
  cell.metadata = { id: newCellId(), metadata: {} };
  return cell;
}

interface WrittenPicture {
  line: string;
  attachment?: [name: string, form: Record<string, string>];
}

function writePicture(picture: CellPicture, index: number): WrittenPicture {
  const { label } = picture;
  if ('uri' in picture) return { line: `![${altOf(label ?? baseName(picture.uri.path))}](${addressOf(picture.uri)})` };
  const name = `${index + 1}-${picture.name}`;
  const data = Buffer.from(picture.bytes).toString('base64');
  return {
    line: `![${altOf(label ?? name)}](attachment:${encode(name)})`,
    attachment: [name, { [picture.mime]: data }],
  };
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
async function runCell(notebook: vscode.NotebookDocument, index: number): Promise<void> {
  const cell = notebook.cellAt(index);
  for (let attempt = 0; attempt < 50 && !cell.executionSummary?.timing; attempt++) {
    if (cell.outputs.length > 0) return;
    if (attempt % 10 === 0)
      await vscode.commands.executeCommand('notebook.cell.execute', {
        ranges: [{ start: index, end: index + 1 }],
        document: notebook.uri,
      });
    await sleep(100);
  }
}
