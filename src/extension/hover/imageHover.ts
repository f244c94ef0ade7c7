import * as vscode from 'vscode';
import { documentSelector } from '../images/documentSelector.ts';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import type { HoverParts } from './hoverParts.ts';

/**
 * Shows a picture where its name is pointed at. There are two hovers: one shows the picture and an answer given before,
 * at once; the other, where the user wants that, waits for an answer, and the editor adds it when it comes.
 */
export function registerImageHover(parts: HoverParts): Closable {
  const scope = new Scope();
  // What is registered last is shown first.
  for (const provideHover of [
    async (...at: HoverPlace) => (await import('./showHover.ts')).showAnswer(parts, ...at),
    async (...[document, position]: HoverPlace) =>
      (await import('./showHover.ts')).showPicture(parts, document, position),
  ])
    scope.add(vscode.languages.registerHoverProvider(documentSelector(), { provideHover }));
  return scope;
}

/** What the editor passes for a hover. */
type HoverPlace = [vscode.TextDocument, vscode.Position, vscode.CancellationToken];
