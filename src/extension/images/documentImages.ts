import type * as vscode from 'vscode';
import type { DocumentSearch } from './documentSearch.ts';
import type { ImageReference } from './references/imageReference.ts';
import { referenceLanguageOf } from './references/referenceLanguages.ts';

/** The pictures that documents name, searched anew only when the text has changed. */
export class DocumentImages {
  readonly #search: Pick<DocumentSearch, 'find'>;
  readonly #found = new WeakMap<vscode.TextDocument, Found>();

  constructor(search: Pick<DocumentSearch, 'find'>) {
    this.#search = search;
  }

  /** In the order of the text; none for documents in other languages. */
  async find(document: vscode.TextDocument): Promise<readonly ImageReference[]> {
    const language = referenceLanguageOf(document.languageId, document.uri.path);
    if (!language) return [];
    const known = this.#found.get(document);
    if (known?.version === document.version) return known.references;
    const references = this.#search.find({ language, text: document.getText() });
    const found = { version: document.version, references };
    this.#found.set(document, found);
    // What could not be searched is tried again by the next one who asks.
    references.catch(() => {
      if (this.#found.get(document) === found) this.#found.delete(document);
    });
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

interface Found {
  version: number;
  /** Shared by everyone who asks while the search goes on. */
  references: Promise<readonly ImageReference[]>;
}
