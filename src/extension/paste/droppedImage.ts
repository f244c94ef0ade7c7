import path from 'node:path/posix';
import * as vscode from 'vscode';
import { baseName } from '../baseName.ts';
import { exists } from '../exists.ts';
import { imageEndings } from '../images/imageFiles.ts';
import { folderOf } from '../images/locateImage.ts';

/** A picture that was dropped or pasted, and the file that it is or becomes. */
export interface DroppedImage {
  uri: vscode.Uri;
  /** The bytes of a file that does not exist yet. */
  bytes?: Uint8Array;
}

/** The picture in what was dropped or pasted into a document; undefined where there is none. */
export async function droppedImage(
  data: vscode.DataTransfer,
  document: vscode.TextDocument,
): Promise<DroppedImage | undefined> {
  const listed = await data.get('text/uri-list')?.asString();
  const named = listed?.split(/\r?\n/).find((line) => endingOf(line) !== undefined && !/^https?:/i.test(line));
  if (named !== undefined) return { uri: vscode.Uri.parse(named) };
  for (const [mime, item] of data) {
    const file = mime.startsWith('image/') ? item.asFile() : undefined;
    const ending = /^image\/(png|jpeg|gif|webp|avif)$/.exec(mime)?.[1];
    if (!file || !ending) continue;
    const name = endingOf(file.name) === undefined ? `image.${ending}` : baseName(file.name);
    return { uri: await freeFile(folderOf(document.uri), name), bytes: await file.data() };
  }
  return undefined;
}

/** How the document names the file: relative to itself. */
export function addressFrom(document: vscode.TextDocument, { uri }: DroppedImage): string {
  return path.relative(folderOf(document.uri).path, uri.path);
}

function endingOf(name: string): string | undefined {
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return imageEndings.includes(ending) ? ending : undefined;
}

/** `image.png`, `image-1.png`, …: a file that is there is never replaced. */
async function freeFile(folder: vscode.Uri, name: string): Promise<vscode.Uri> {
  const { name: stem, ext } = path.parse(name);
  for (let number = 0; ; number++) {
    const uri = vscode.Uri.joinPath(folder, number === 0 ? name : `${stem}-${number}${ext}`);
    if (!(await exists(uri))) return uri;
  }
}
