import * as vscode from 'vscode';
import type { Closable } from '../scope.ts';

/** Texts that the user has been offered, and may take or not. */
export interface Awaited extends Closable {
  /** The next time that this text comes into the document, `came` gets the place where it begins. The last text offered counts. */
  expect(document: vscode.TextDocument, text: string, came: (offset: number) => void): void;
}

/** Watches for offered texts that come into documents. To undo or redo is no coming. */
export function whatComesIn(): Awaited {
  const offered = new WeakMap<vscode.TextDocument, { text: string; came: (offset: number) => void }>();
  const listening = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
    const offer = offered.get(document);
    if (!offer || reason !== undefined) return;
    const change = contentChanges.find(({ text }) => text.replaceAll('\r\n', '\n') === offer.text);
    if (!change) return;
    offered.delete(document);
    offer.came(change.rangeOffset);
  });
  return {
    expect: (document, text, came) => void offered.set(document, { text, came }),
    dispose: () => void listening.dispose(),
  };
}
