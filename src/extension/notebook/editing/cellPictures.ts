import * as vscode from 'vscode';
import { attachmentsOf } from '../attachments.ts';
import { notebookFolder, pictureUri } from '../cellPicture.ts';
import { readImageAddress } from '../imageAddress.ts';
import { markdownImages } from '../markdownImages.ts';

/** A picture that a cell names, and the range of its address. */
export interface CellPicture {
  address: string;
  range: vscode.Range;
}

/** The pictures of a cell, in order. */
export function cellPictures(document: vscode.TextDocument): CellPicture[] {
  // Places are those of the text with the line ends that the document has.
  return markdownImages(document.getText()).map(({ address, addressFrom, addressTo }) => ({
    address,
    range: new vscode.Range(document.positionAt(addressFrom), document.positionAt(addressTo)),
  }));
}

/** The file of a picture; undefined where the cell holds the picture itself, or it is on the web. Throws what is wrong with the address. */
export function fileOf(address: string, cell: vscode.NotebookCell): vscode.Uri | undefined {
  const found = readImageAddress(address, attachmentsOf(cell.metadata));
  return 'path' in found ? pictureUri(found.path, notebookFolder(cell.notebook)) : undefined;
}
