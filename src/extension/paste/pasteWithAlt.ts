import * as vscode from 'vscode';
import { exists } from '../exists.ts';
import { documentSelector } from '../images/documentSelector.ts';
import { referenceLanguageOf } from '../images/references/referenceLanguages.ts';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import { addressFrom, droppedImage } from './droppedImage.ts';
import { imageMarkup } from './imageMarkup.ts';
import { whatComesIn } from './whatComesIn.ts';

/**
 * Offers to insert a pasted or dropped picture with its description, beside the editor's own ways, which stay the first:
 * the model is asked only when the user has chosen this one. The picture comes at once and its words follow, because of
 * an edit that is chosen in place of the one before, the editor waits for nothing.
 */
export function registerPasteWithAlt(): Closable {
  const scope = new Scope();
  const offered = scope.add(whatComesIn());
  const provide: Provide = async (edit, document, data) => {
    const insertion = await insertionOf(document, data);
    if (!insertion) return undefined;
    const { image, insertText, additionalEdit } = insertion;
    offered.expect(document, insertText, (offset) => void describeAt(document, offset, image));
    edit.yieldTo = [vscode.DocumentDropOrPasteEditKind.Empty];
    edit.insertText = insertText;
    edit.additionalEdit = additionalEdit;
    return edit;
  };
  const selector = documentSelector();
  scope.add(vscode.languages.registerDocumentPasteEditProvider(selector, pasteProvider(provide), pasteMetadata));
  scope.add(vscode.languages.registerDocumentDropEditProvider(selector, dropProvider(provide), dropMetadata));
  return scope;
}

type InsertEdit = vscode.DocumentPasteEdit | vscode.DocumentDropEdit;
type Provide = <Edit extends InsertEdit>(
  edit: Edit,
  document: vscode.TextDocument,
  data: vscode.DataTransfer,
) => Promise<Edit | undefined>;

function pasteProvider(provide: Provide): vscode.DocumentPasteEditProvider {
  return {
    provideDocumentPasteEdits: async (document, _ranges, data) => {
      const edit = await provide(new vscode.DocumentPasteEdit('', title(), kind), document, data);
      return edit && [edit];
    },
  };
}

function dropProvider(provide: Provide): vscode.DocumentDropEditProvider {
  return {
    provideDocumentDropEdits: (document, _position, data) =>
      provide(new vscode.DocumentDropEdit('', title(), kind), document, data),
  };
}

const kind = vscode.DocumentDropOrPasteEditKind.Empty.append('hovle', 'imageWithAltText');
const mimeTypes = ['image/*', 'text/uri-list', 'files'];
const pasteMetadata = { providedPasteEditKinds: [kind], pasteMimeTypes: mimeTypes };
const dropMetadata = { providedDropEditKinds: [kind], dropMimeTypes: mimeTypes };
const title = () => vscode.l10n.t('Insert Image with Alt Text by HoVLE');

/** The picture without words, and its file where it has none yet; undefined where the document takes no pictures. */
async function insertionOf(document: vscode.TextDocument, data: vscode.DataTransfer) {
  const language = referenceLanguageOf(document.languageId, document.uri.path);
  const isCell = document.uri.scheme === 'vscode-notebook-cell';
  if (!language || isCell || imageMarkup(language, '', '') === undefined) return undefined;
  const dropped = await droppedImage(data, document);
  if (!dropped) return undefined;
  const additionalEdit = new vscode.WorkspaceEdit();
  if (dropped.bytes) additionalEdit.createFile(dropped.uri, { contents: dropped.bytes, ignoreIfExists: true });
  const insertText = imageMarkup(language, addressFrom(document, dropped), '') ?? '';
  return { image: dropped.uri, insertText, additionalEdit };
}

/** Describes the picture where it now stands, as its quick fix does. Its file is written a moment after its markup. */
async function describeAt(document: vscode.TextDocument, offset: number, image: vscode.Uri): Promise<void> {
  for (let waited = 0; waited < writtenWithinMs && !(await exists(image)); waited += lookEveryMs) {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  await vscode.commands.executeCommand('hovle.generateAltText', document.uri, offset);
}

const writtenWithinMs = 5000;
const lookEveryMs = 50;
