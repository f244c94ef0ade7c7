import * as vscode from 'vscode';
import { Scope } from '../../scope.ts';
import type { Closable } from '../../scope.ts';
import { withAttachment } from '../attachments.ts';
import { notebookFolder } from '../cellPicture.ts';
import { baseName } from '../../baseName.ts';
import { ExtensionError } from '../../extensionError.ts';
import { errorText } from '../../errorText.ts';
import { endings, mimeOf, mostAttachedBytes, mostFileBytes, pictureName } from './pastedPicture.ts';
import type { PastedPicture } from './pastedPicture.ts';
import type { PastedImages } from '../../settings/documentSettings.ts';
import { settingsFor } from '../../settings/editorSettings.ts';
import { questionCellOf, questionCells } from './questionCells.ts';

/** Pictures that are pasted or dropped into a question become its pictures. */
export function registerPasteImages(): Closable {
  const scope = new Scope();
  const take = (document: vscode.TextDocument, transfer: vscode.DataTransfer) =>
    takePictures(document, transfer, settingsFor(document.uri).pastedImages).catch(sayWhyNot);
  scope.add(
    vscode.languages.registerDocumentPasteEditProvider(
      questionCells,
      {
        provideDocumentPasteEdits: async (document, _ranges, transfer) => {
          const taken = await take(document, transfer);
          if (!taken) return undefined;
          const edit = new vscode.DocumentPasteEdit(taken.text, title(), kind);
          return [Object.assign(edit, { additionalEdit: taken.edit })];
        },
      },
      { providedPasteEditKinds: [kind], pasteMimeTypes: ['image/*', uriList, 'files'] },
    ),
  );
  scope.add(
    vscode.languages.registerDocumentDropEditProvider(
      questionCells,
      {
        provideDocumentDropEdits: async (document, _position, transfer) => {
          const taken = await take(document, transfer);
          if (!taken) return undefined;
          return Object.assign(new vscode.DocumentDropEdit(taken.text, title(), kind), { additionalEdit: taken.edit });
        },
      },
      { providedDropEditKinds: [kind], dropMimeTypes: ['image/*', uriList, 'files'] },
    ),
  );
  return scope;
}

const kind = vscode.DocumentDropOrPasteEditKind.Empty.append('hovle', 'image');
const uriList = 'text/uri-list';
const title = () => vscode.l10n.t('Insert as a picture of the question');

function sayWhyNot(error: unknown): undefined {
  void vscode.window.showErrorMessage(errorText(error));
}

interface Taken {
  /** Goes to the cursor. */
  text: string;
  edit: vscode.WorkspaceEdit;
}

/** Undefined where nothing of it is a picture, so that the editor pastes as usual. */
async function takePictures(
  document: vscode.TextDocument,
  transfer: vscode.DataTransfer,
  destination: PastedImages,
): Promise<Taken | undefined> {
  const cell = questionCellOf(document);
  if (!cell) return undefined;
  const taking = new Taking(cell, destination);
  const named = await urisOf(transfer);
  const files = named.length > 0 ? [] : await filesOf(transfer);
  const addresses = [...(await inOrder(named, (uri) => taking.link(uri))), ...files.map((file) => taking.keep(file))];
  if (addresses.length === 0) return undefined;
  return { text: addresses.map((address) => `![](${address})`).join('\n'), edit: taking.edit };
}

/** One paste: what it does to the notebook and the disk. */
class Taking {
  readonly edit = new vscode.WorkspaceEdit();
  readonly #cell: vscode.NotebookCell;
  readonly #isAttached: boolean;
  #metadata: { [key: string]: unknown };

  constructor(cell: vscode.NotebookCell, destination: PastedImages) {
    this.#cell = cell;
    this.#metadata = cell.metadata;
    // There is no folder beside a notebook that was never saved.
    this.#isAttached = destination === 'attachment' || cell.notebook.isUntitled;
  }

  /** A picture in the notebook's folder is named, another one is taken in. */
  async link(uri: vscode.Uri): Promise<string> {
    const base = notebookFolder(this.#cell.notebook);
    const folder = `${base.path.replace(/\/$/, '')}/`;
    if (uri.scheme === base.scheme && uri.path.startsWith(folder)) return address(uri.path.slice(folder.length));
    const { size: sizeBytes } = await vscode.workspace.fs.stat(uri);
    refuseLarge(uri.path, sizeBytes, mostFileBytes);
    const bytes = await vscode.workspace.fs.readFile(uri);
    return this.keep({ name: baseName(uri.path), mime: mimeOf(uri.path) ?? 'image/png', bytes });
  }

  keep(picture: PastedPicture): string {
    const name = pictureName(picture);
    return this.#isAttached ? this.#attach(picture, name) : this.#write(picture, name);
  }

  #attach({ bytes, mime }: PastedPicture, name: string): string {
    refuseLarge(name, bytes.length, mostAttachedBytes);
    this.#metadata = withAttachment(this.#metadata, name, { [mime]: Buffer.from(bytes).toString('base64') });
    this.edit.set(this.#cell.notebook.uri, [vscode.NotebookEdit.updateCellMetadata(this.#cell.index, this.#metadata)]);
    return address(`attachment:${name}`);
  }

  #write({ bytes }: PastedPicture, name: string): string {
    refuseLarge(name, bytes.length, mostFileBytes);
    const uri = vscode.Uri.joinPath(notebookFolder(this.#cell.notebook), folderName, name);
    // A file of this name holds these bytes: they are part of the name.
    this.edit.createFile(uri, { contents: bytes, ignoreIfExists: true });
    return address(`${folderName}/${name}`);
  }
}

const folderName = 'images';
const address = (path: string) => (/[\s()<>]/.test(path) ? `<${path.replace(/[<>]/g, encodeURIComponent)}>` : path);

function refuseLarge(path: string, sizeBytes: number, limitBytes: number): void {
  if (sizeBytes > limitBytes) throw new ExtensionError('image/too-large', { path, sizeBytes, limitBytes });
}

/** Pictures among the files that are named, as from the Explorer. */
async function urisOf(transfer: vscode.DataTransfer): Promise<vscode.Uri[]> {
  const text = (await transfer.get(uriList)?.asString()) ?? '';
  const written = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  const uris = written.map((line) => vscode.Uri.parse(line));
  return uris
    .filter(({ scheme, path }) => !/^https?$/.test(scheme) && mimeOf(path) !== undefined)
    .slice(0, mostPictures);
}

/** Pictures whose bytes come along, as from the clipboard. */
async function filesOf(transfer: vscode.DataTransfer): Promise<PastedPicture[]> {
  const found = [...transfer].flatMap(([mime, item]) => {
    const file = item.asFile();
    const type = endings[mime] ? mime : mimeOf(file?.name ?? '');
    return file && type !== undefined ? [{ file, mime: type }] : [];
  });
  return Promise.all(
    found.slice(0, mostPictures).map(async ({ file, mime }) => ({ name: file.name, mime, bytes: await file.data() })),
  );
}

/** One question is not about more. */
const mostPictures = 20;

async function inOrder<In, Out>(all: readonly In[], make: (one: In) => Promise<Out>): Promise<Out[]> {
  const made: Out[] = [];
  for (const one of all) made.push(await make(one));
  return made;
}
