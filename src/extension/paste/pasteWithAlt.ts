import * as vscode from 'vscode';
import { abortOn } from '../abortOn.ts';
import { altPrompt, textAround } from '../altText/altPrompt.ts';
import { cleanAlt } from '../altText/cleanAlt.ts';
import { documentLanguage } from '../altText/documentLanguage.ts';
import { baseName } from '../baseName.ts';
import type { AskAboutImages } from '../explain/askAboutImages.ts';
import { documentSelector } from '../images/documentSelector.ts';
import { referenceLanguageOf } from '../images/references/referenceLanguages.ts';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import type { Settings } from '../settings/settings.ts';
import { addressFrom, droppedImage } from './droppedImage.ts';
import type { DroppedImage } from './droppedImage.ts';
import { imageMarkup } from './imageMarkup.ts';

/** What pasting with a description takes. */
export interface PasteParts {
  ask: AskAboutImages;
  settings: () => Settings;
}

/**
 * Offers to insert a pasted or dropped picture with its description, beside the editor's own ways, which stay the first:
 * the model is asked only when the user has chosen this one.
 */
export function registerPasteWithAlt(parts: PasteParts): Closable {
  const insertions = new WeakMap<object, Insertion>();
  const provide = async <Edit extends InsertEdit>(
    edit: Edit,
    place: Omit<Insertion, 'dropped'>,
    data: vscode.DataTransfer,
  ) => {
    const dropped = await describable(place.document, data);
    if (!dropped) return undefined;
    insertions.set(edit, { ...place, dropped });
    edit.yieldTo = [vscode.DocumentDropOrPasteEditKind.Empty];
    return edit;
  };
  const resolve = async <Edit extends InsertEdit>(edit: Edit, token: vscode.CancellationToken): Promise<Edit> => {
    const insertion = insertions.get(edit);
    if (!insertion) return edit;
    const { insertText, additionalEdit } = await describedInsertion(insertion, parts, token);
    edit.insertText = insertText;
    edit.additionalEdit = additionalEdit;
    return edit;
  };
  const scope = new Scope();
  scope.add(
    vscode.languages.registerDocumentPasteEditProvider(
      documentSelector(),
      pasteProvider(provide, resolve),
      pasteMetadata,
    ),
  );
  scope.add(
    vscode.languages.registerDocumentDropEditProvider(documentSelector(), dropProvider(provide, resolve), dropMetadata),
  );
  return scope;
}

type InsertEdit = vscode.DocumentPasteEdit | vscode.DocumentDropEdit;
type Provide = <Edit extends InsertEdit>(
  edit: Edit,
  place: Omit<Insertion, 'dropped'>,
  data: vscode.DataTransfer,
) => Promise<Edit | undefined>;
type Resolve = <Edit extends InsertEdit>(edit: Edit, token: vscode.CancellationToken) => Promise<Edit>;

function pasteProvider(provide: Provide, resolve: Resolve): vscode.DocumentPasteEditProvider {
  return {
    provideDocumentPasteEdits: async (document, ranges, data) => {
      const [range] = ranges;
      const offset = range ? document.offsetAt(range.start) : 0;
      const edit = await provide(new vscode.DocumentPasteEdit('', title(), kind), { document, offset }, data);
      return edit && [edit];
    },
    resolveDocumentPasteEdit: resolve,
  };
}

function dropProvider(provide: Provide, resolve: Resolve): vscode.DocumentDropEditProvider {
  return {
    provideDocumentDropEdits: (document, position, data) =>
      provide(new vscode.DocumentDropEdit('', title(), kind), { document, offset: document.offsetAt(position) }, data),
    resolveDocumentDropEdit: resolve,
  };
}

const kind = vscode.DocumentDropOrPasteEditKind.Empty.append('hovle', 'imageWithAltText');
const mimeTypes = ['image/*', 'text/uri-list', 'files'];
const pasteMetadata = { providedPasteEditKinds: [kind], pasteMimeTypes: mimeTypes };
const dropMetadata = { providedDropEditKinds: [kind], dropMimeTypes: mimeTypes };
const title = () => vscode.l10n.t('Insert Image with Alt Text by HoVLE');

/** Where a picture goes. */
interface Insertion {
  document: vscode.TextDocument;
  offset: number;
  dropped: DroppedImage;
}

async function describable(
  document: vscode.TextDocument,
  data: vscode.DataTransfer,
): Promise<DroppedImage | undefined> {
  const language = referenceLanguageOf(document.languageId, document.uri.path);
  const isCell = document.uri.scheme === 'vscode-notebook-cell';
  return language && !isCell && imageMarkup(language, '', '') !== undefined ? droppedImage(data, document) : undefined;
}

/** Asks the model, and writes what it says together with the file, as one step to undo. */
async function describedInsertion(
  { document, offset, dropped }: Insertion,
  parts: PasteParts,
  token: vscode.CancellationToken,
) {
  const abort = abortOn(token);
  try {
    const text = document.getText();
    const language = parts.settings().altText.language || documentLanguage(text);
    const around = textAround(text, { from: offset, to: offset });
    const question = altPrompt({ purpose: 'informative', around, ...(language ? { language } : {}) });
    const bytes = dropped.bytes ?? (await vscode.workspace.fs.readFile(dropped.uri));
    const images = [{ bytes, name: baseName(dropped.uri.path) }];
    const answer = await parts.ask({ images, question, maxTokens: 80, signal: abort.signal });
    const written = referenceLanguageOf(document.languageId, document.uri.path) ?? 'markdown';
    const insertText = imageMarkup(written, addressFrom(document, dropped), cleanAlt(answer.text)) ?? '';
    const additionalEdit = new vscode.WorkspaceEdit();
    if (dropped.bytes) additionalEdit.createFile(dropped.uri, { contents: dropped.bytes, ignoreIfExists: true });
    return { insertText, additionalEdit };
  } finally {
    abort.dispose();
  }
}
