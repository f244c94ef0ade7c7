import * as vscode from 'vscode';
import { attachmentsOf } from '../attachments.ts';
import { notebookFolder, pictureUri } from '../cellPicture.ts';
import { ExtensionError } from '../../extensionError.ts';
import { mimeOf } from '../editing/pastedPicture.ts';
import type { PastedPicture } from '../editing/pastedPicture.ts';
import { readImageAddress } from '../imageAddress.ts';
import { markdownImages } from '../markdownImages.ts';
import type { KeepPicture } from './exportFolder.ts';

/** The pictures of a cell, each with its new address. Those that are not there keep the one they have. */
export async function exportPictures(cell: vscode.NotebookCell, keep: KeepPicture): Promise<Map<string, string>> {
  const addresses = new Set(markdownImages(cell.document.getText()).map(({ address }) => address));
  const moved = new Map<string, string>();
  for (const address of addresses) {
    const picture = await readPicture(address, cell);
    if (picture) moved.set(address, keep(picture));
  }
  return moved;
}

async function readPicture(address: string, cell: vscode.NotebookCell): Promise<PastedPicture | undefined> {
  try {
    const found = readImageAddress(address, attachmentsOf(cell.metadata));
    if ('bytes' in found)
      return { name: found.name, mime: mimeOf(found.name) ?? sniffed(found.bytes), bytes: found.bytes };
    // A place on the web is read there by whoever reads the export.
    if ('remote' in found) return undefined;
    const uri = pictureUri(found.path, notebookFolder(cell.notebook));
    const { size } = await vscode.workspace.fs.stat(uri);
    const mime = mimeOf(uri.path);
    if (mime === undefined || size > mostBytes) return undefined;
    return { name: uri.path, mime, bytes: await vscode.workspace.fs.readFile(uri) };
  } catch (error) {
    // The address itself stays in the export, as it stands in the cell.
    if (error instanceof ExtensionError || error instanceof vscode.FileSystemError) return undefined;
    throw error;
  }
}

/** Larger pictures are left where they are. */
const mostBytes = 32_000_000;

/** Data without a name says by its first bytes what it is. */
function sniffed(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (start.startsWith('\xff\xd8')) return 'image/jpeg';
  if (start.startsWith('GIF8')) return 'image/gif';
  return start.startsWith('RIFF') ? 'image/webp' : 'image/png';
}
