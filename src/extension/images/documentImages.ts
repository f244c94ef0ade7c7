import type * as vscode from 'vscode';
import type { ImageReference } from './references/imageReference.ts';
import { referenceLanguageOf } from './references/referenceLanguages.ts';

/** The pictures that documents name, searched anew only when the text has changed. */
export class DocumentImages {
  readonly #found = new WeakMap<vscode.TextDocument, { version: number; references: ImageReference[] }>();

  /** In the order of the text; none for documents in other languages. */
  async find(document: vscode.TextDocument): Promise<readonly ImageReference[]> {
    const language = referenceLanguageOf(document.languageId, document.uri.path);
    if (!language) return [];
    const known = this.#found.get(document);
    if (known?.version === document.version) return known.references;
    const { findReferences } = await import('./documentReading.ts');
    const { version } = document;
    const references = findReferences(language, document.getText());
    this.#found.set(document, { version, references });
    return references;
  }

  /** The innermost picture at a position. */
  async at(document: vscode.TextDocument, position: vscode.Position): Promise<ImageReference | undefined> {
    const offset = document.offsetAt(position);
    const references = await this.find(document);
    const here = references.filter(({ from, to }) => from <= offset && offset <= to);
    return here.sort((a, b) => a.to - a.from - (b.to - b.from))[0];
  }
}
