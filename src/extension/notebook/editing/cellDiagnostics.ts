import * as vscode from 'vscode';
import { errorCode, errorText } from '../../errorText.ts';
import { ExtensionError } from '../../extensionError.ts';
import { imageEndings } from '../../images/imageFiles.ts';
import { Scope } from '../../scope.ts';
import type { Closable } from '../../scope.ts';
import { isOnWeb } from '../imageAddress.ts';
import { cellPictures, fileOf } from './cellPictures.ts';
import type { CellPicture } from './cellPictures.ts';
import { directiveProblems } from './cellProblems.ts';
import { nearest } from './nearest.ts';
import { questionCellOf, questionCells } from './questionCells.ts';

/**
 * Marks in question cells what would keep them from running, and offers what was probably meant.
 * @param mayFetch whether pictures may be fetched from the web
 */
export function registerCellDiagnostics(mayFetch: () => boolean): Closable {
  const marks = new CellMarks(mayFetch);
  const scope = new Scope();
  scope.add(marks);
  scope.add(vscode.workspace.onDidOpenTextDocument((document) => marks.soon(document)));
  scope.add(vscode.workspace.onDidChangeTextDocument(({ document }) => marks.soon(document)));
  scope.add(vscode.workspace.onDidCloseTextDocument((document) => marks.forget(document)));
  // Pictures come and go, and attachments are no text.
  scope.add(vscode.workspace.onDidSaveNotebookDocument((notebook) => marks.all(notebook)));
  scope.add(vscode.workspace.onDidChangeNotebookDocument(({ notebook }) => marks.all(notebook)));
  const everywhere = () => vscode.workspace.notebookDocuments.forEach((each) => marks.all(each));
  scope.add(vscode.workspace.onDidCreateFiles(everywhere));
  scope.add(vscode.workspace.onDidDeleteFiles(everywhere));
  scope.add(
    vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration(fetchSetting) && everywhere()),
  );
  scope.add(vscode.languages.registerCodeActionsProvider(questionCells, { provideCodeActions: fixes }, quickFixes));
  everywhere();
  return scope;
}

const fetchSetting = 'hovle.remoteImages';
const quickFixes = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };

/** A problem with other text that would do. */
class FixableDiagnostic extends vscode.Diagnostic {
  readonly fixes: readonly string[];

  constructor(range: vscode.Range, message: string, fixed: readonly string[]) {
    super(range, message, vscode.DiagnosticSeverity.Error);
    this.source = 'HoVLE';
    this.fixes = fixed;
  }
}

/** The problems of all open cells. */
class CellMarks implements Closable {
  readonly #found = vscode.languages.createDiagnosticCollection('hovle-cells');
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  readonly #mayFetch: () => boolean;

  constructor(mayFetch: () => boolean) {
    this.#mayFetch = mayFetch;
  }

  /** Looks once the typing pauses. */
  soon(document: vscode.TextDocument): void {
    if (vscode.languages.match(questionCells, document) === 0) return;
    const key = document.uri.toString();
    clearTimeout(this.#waiting.get(key));
    this.#waiting.set(
      key,
      setTimeout(() => void this.#look(document), pauseMs),
    );
  }

  all(notebook: vscode.NotebookDocument): void {
    for (const { document } of notebook.getCells()) this.soon(document);
  }

  forget({ uri }: vscode.TextDocument): void {
    clearTimeout(this.#waiting.get(uri.toString()));
    this.#waiting.delete(uri.toString());
    this.#found.delete(uri);
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#found.dispose();
  }

  async #look(document: vscode.TextDocument): Promise<void> {
    this.#waiting.delete(document.uri.toString());
    const { version } = document;
    const found = await problemsOf(document, this.#mayFetch());
    // A text that has changed meanwhile is looked at again.
    if (document.version === version && !document.isClosed) this.#found.set(document.uri, found);
  }
}

const pauseMs = 300;

async function problemsOf(document: vscode.TextDocument, mayFetch: boolean): Promise<FixableDiagnostic[]> {
  const cell = questionCellOf(document);
  if (!cell) return [];
  const lines = directiveProblems(document.getText()).map(({ from, to, message, fixes: fixed }) => {
    const range = new vscode.Range(document.positionAt(from), document.positionAt(to));
    return new FixableDiagnostic(range, message, fixed);
  });
  const pictures = await Promise.all(cellPictures(document).map((picture) => pictureProblem(picture, cell, mayFetch)));
  return [...lines, ...pictures.flat()];
}

async function pictureProblem(
  { address, range }: CellPicture,
  cell: vscode.NotebookCell,
  mayFetch: boolean,
): Promise<FixableDiagnostic[]> {
  try {
    if (isOnWeb(address) && !mayFetch) throw new ExtensionError('image/remote', { address });
    const uri = fileOf(address, cell);
    if (!uri || (await isFile(uri))) return [];
    const missing = new ExtensionError('image/not-found', { path: uri.scheme === 'file' ? uri.fsPath : uri.path });
    return [new FixableDiagnostic(range, errorText(missing), await namesLike(address, uri))];
  } catch (error) {
    return [Object.assign(new FixableDiagnostic(range, errorText(error), []), { code: errorCode(error) })];
  }
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    ({ type }) => (type & vscode.FileType.File) !== 0,
    () => false,
  );
}

/** The address with the name of the picture in that folder which was probably meant. */
async function namesLike(address: string, uri: vscode.Uri): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(uri, '..')).then(
    (all) => all,
    () => [],
  );
  const names = entries.map(([name]) => name).filter((name) => isPicture.test(name));
  const meant = nearest(uri.path.split('/').at(-1) ?? '', names);
  return meant === undefined ? [] : [address.replace(/[^/\\]*$/, encodeURI(meant))];
}

const isPicture = new RegExp(`\\.(${imageEndings.join('|')})$`, 'i');

/** The editor hands back the diagnostics that were set. */
function fixes(
  document: vscode.TextDocument,
  _range: vscode.Range,
  { diagnostics }: vscode.CodeActionContext,
): vscode.CodeAction[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter((found) => found instanceof FixableDiagnostic)
    .filter(({ range }) => diagnostics.some((asked) => asked.range.isEqual(range)))
    .flatMap((found) =>
      found.code === 'image/remote'
        ? [toSetting(found)]
        : found.fixes.map((text, index) => toAction(document, found, text, index === 0)),
    );
}

function toAction(document: vscode.TextDocument, found: vscode.Diagnostic, text: string, isPreferred: boolean) {
  const title = vscode.l10n.t('Change to {0}', text);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, found.range, text);
  return Object.assign(action, { diagnostics: [found], isPreferred });
}

/** Consent is given where it is explained. */
function toSetting(found: vscode.Diagnostic): vscode.CodeAction {
  const title = vscode.l10n.t('Open Settings');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command: 'workbench.action.openSettings', arguments: [fetchSetting] };
  return Object.assign(action, { diagnostics: [found] });
}
