import * as vscode from 'vscode';
import type { DocumentImages } from '../images/documentImages.ts';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import { settingsFor } from '../settings/editorSettings.ts';
import { diagnosticSource } from './altActions.ts';

/** Marks pictures without a description in open documents, where the setting asks for it. */
export function registerAltDiagnostics(images: DocumentImages): Closable {
  const scope = new Scope();
  const marks = scope.add(vscode.languages.createDiagnosticCollection('hovle'));
  const waiting = new Map<vscode.TextDocument, NodeJS.Timeout>();
  const mark = async (document: vscode.TextDocument) => {
    const isMarked = isWanted(document) && !document.isClosed;
    marks.set(document.uri, isMarked ? await diagnose(images, document) : []);
  };
  /** Typing is not interrupted: the document is looked through once it rests. */
  const markSoon = (document: vscode.TextDocument) => {
    if (!isWanted(document)) return;
    clearTimeout(waiting.get(document));
    waiting.set(
      document,
      setTimeout(() => {
        waiting.delete(document);
        void mark(document);
      }, restMs),
    );
  };
  const markAll = () => vscode.workspace.textDocuments.forEach((document) => void mark(document));
  scope.add(vscode.workspace.onDidOpenTextDocument(markSoon));
  scope.add(vscode.workspace.onDidChangeTextDocument(({ document }) => markSoon(document)));
  scope.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => marks.delete(uri)));
  scope.add(
    vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('hovle.altText') && markAll()),
  );
  scope.add({ dispose: () => [...waiting.values()].forEach(clearTimeout) });
  vscode.workspace.textDocuments.filter(isWanted).forEach((document) => void mark(document));
  return scope;
}

const isWanted = ({ uri }: vscode.TextDocument) => settingsFor(uri).marksMissingAltText;

const restMs = 400;

/** More help nobody, and to set a thousand at once holds up the thread that all extensions share. As some are mended, others follow. */
const mostMarks = 250;

async function diagnose(images: DocumentImages, document: vscode.TextDocument): Promise<vscode.Diagnostic[]> {
  const { missingIn } = await import('./describer.ts');
  const missing = await missingIn(images, document);
  const message = vscode.l10n.t('This picture has no description (alt text).');
  return missing.slice(0, mostMarks).map(({ reference: { construct } }) => {
    const range = new vscode.Range(document.positionAt(construct.from), document.positionAt(construct.to));
    const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Warning);
    return Object.assign(diagnostic, { source: diagnosticSource, code: 'alt-text-missing' });
  });
}
