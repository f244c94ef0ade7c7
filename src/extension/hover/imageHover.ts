import * as vscode from 'vscode';
import type { Explanations } from '../explain/explanations.ts';
import type { DocumentImages } from '../images/documentImages.ts';
import { documentSelector } from '../images/documentSelector.ts';
import type { PictureReader } from '../images/picture.ts';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import type { Settings } from '../settings/settings.ts';
import type { Thumbnails } from './thumbnails.ts';

/** What hovers need. */
export interface HoverParts {
  images: DocumentImages;
  pictures: PictureReader;
  explanations: Explanations;
  thumbnails: Thumbnails;
  settings: () => Settings;
}

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
