import * as vscode from 'vscode';
import { mimeOf } from './editing/pastedPicture.ts';
import { markdownImages } from './markdownImages.ts';
import { parseNotebook } from './nbformat.ts';
import { toNotebookData } from './notebookData.ts';
import type { JsonObject, PlainCell } from './plainNotebook.ts';
import { newCellId } from './serializer.ts';

/** The tour as a new notebook: its pictures come along as attachments, so that it can be saved anywhere. */
export async function readTour(extensionUri: vscode.Uri): Promise<vscode.NotebookData> {
  const folder = vscode.Uri.joinPath(extensionUri, 'examples');
  const read = (name: string) => vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name));
  const file = vscode.Uri.joinPath(extensionUri, translations[vscode.env.language] ?? 'examples/tour.hovle');
  const notebook = parseNotebook(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)), newCellId);
  const cells = await Promise.all(notebook.cells.map((cell) => withPicturesInside(cell, read)));
  return toNotebookData({ ...notebook, cells });
}

/** The tour in other languages. It asks the same questions, in the language that the shipped model knows. */
const translations: Readonly<Record<string, string>> = { 'zh-cn': 'media/tour.zh-cn.hovle' };

async function withPicturesInside(cell: PlainCell, read: (name: string) => Thenable<Uint8Array>): Promise<PlainCell> {
  if (cell.kind !== 'code') return cell;
  const attachments: JsonObject = {};
  const images = markdownImages(cell.text);
  for (const { address } of images)
    attachments[address] = { [mimeOf(address) ?? 'image/png']: Buffer.from(await read(address)).toString('base64') };
  // From the last to the first, so that places stay what they are.
  const text = images.reduceRight(
    (before, { address, addressFrom, addressTo }) =>
      `${before.slice(0, addressFrom)}attachment:${address}${before.slice(addressTo)}`,
    cell.text,
  );
  return images.length === 0 ? cell : { ...cell, text, metadata: { ...cell.metadata, attachments } };
}
