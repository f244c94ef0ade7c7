import * as vscode from 'vscode';
import { ExtensionError } from '../../extensionError.ts';
import { cellPictures, fileOf } from './cellPictures.ts';
import type { CellPicture } from './cellPictures.ts';
import { questionCellOf, questionCells } from './questionCells.ts';

/** Makes the addresses of pictures in cells links that open the picture. */
export function registerCellLinks(): vscode.Disposable {
  return vscode.languages.registerDocumentLinkProvider(questionCells, {
    provideDocumentLinks: (document) => {
      const cell = questionCellOf(document);
      return cell && cellPictures(document).flatMap((picture) => toLink(picture, cell));
    },
  });
}

function toLink({ address, range }: CellPicture, cell: vscode.NotebookCell): vscode.DocumentLink[] {
  try {
    const target = fileOf(address, cell);
    if (!target) return [];
    return [Object.assign(new vscode.DocumentLink(range, target), { tooltip: vscode.l10n.t('Open the picture') })];
  } catch (error) {
    // What is wrong with the address is marked in the text.
    if (error instanceof ExtensionError) return [];
    throw error;
  }
}
