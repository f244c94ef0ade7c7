import * as vscode from 'vscode';
import { directives } from './directives.ts';
import { notebookLanguage } from './nbformatCell.ts';

/** Offers the `%` lines of a cell while one is being written. */
export function registerDirectiveCompletion(): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    notebookLanguage,
    {
      provideCompletionItems: (document, position) => {
        const written = document.lineAt(position).text.slice(0, position.character);
        const range = new vscode.Range(position.with({ character: 0 }), position);
        return /^%\w*$/.test(written) ? items(range) : [];
      },
    },
    '%',
  );
}

function items(range: vscode.Range): vscode.CompletionItem[] {
  return Object.entries(directives).map(([name, { wanted, help }]) => {
    const item = new vscode.CompletionItem(`%${name}`, vscode.CompletionItemKind.Property);
    return Object.assign(item, { detail: wanted, documentation: help, range });
  });
}
