import * as vscode from 'vscode';
import type { DocumentImages } from '../images/documentImages.ts';
import type { SearchedDocument } from './descriptionEdit.ts';

/** Documents as they are at this moment, by their addresses. What is closed and gone is left out. */
export async function searchedNow(
  images: DocumentImages,
  documents: Iterable<vscode.TextDocument>,
): Promise<ReadonlyMap<string, SearchedDocument & { document: vscode.TextDocument }>> {
  const current = await Promise.all([...new Set(documents)].map(currentDocument));
  const open = current.filter((document) => document !== undefined);
  for (;;) {
    const found = await Promise.all(
      open.map(async (document) => ({
        document,
        version: document.version,
        text: document.getText(),
        references: await images.find(document),
      })),
    );
    // Somebody may have been typing while they were searched; those that did not change are not searched again.
    if (found.every(({ document, version }) => document.version === version))
      return new Map(found.map((one) => [one.document.uri.toString(), one]));
  }
}

/** The editor closes documents that nobody shows after some minutes, and follows their files no longer. */
async function currentDocument(document: vscode.TextDocument): Promise<vscode.TextDocument | undefined> {
  if (!document.isClosed) return document;
  if (document.isUntitled) return undefined;
  // One that cannot be opened any more has been deleted or replaced: its pictures are gone.
  return vscode.workspace.openTextDocument(document.uri).then(undefined, () => undefined);
}
