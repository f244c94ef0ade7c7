import * as vscode from 'vscode';
import type { DocumentImages } from '../images/documentImages.ts';
import type { Describable } from './describer.ts';
import { missingEdits } from './descriptionEdit.ts';
import type { WordsFor } from './descriptionEdit.ts';
import { searchedNow } from './searchedNow.ts';

/** A picture and the words that would describe it; none for decoration. */
export type Proposed = WordsFor<Describable>;

/** An edit to be looked at before it is written. */
export interface Proposal {
  edit: vscode.WorkspaceEdit;
  /** Addresses of what seems to be decoration, where the language has no sign for that but a description that is empty already. */
  unchanged: string[];
}

/** The edit that writes descriptions where they are still missing, each to be confirmed. */
export async function proposeDescriptions(images: DocumentImages, proposed: readonly Proposed[]): Promise<Proposal> {
  const edit = new vscode.WorkspaceEdit();
  const documents = await searchedNow(
    images,
    proposed.map(({ picture }) => picture.document),
  );
  const unchanged: string[] = [];
  // From here on nothing waits, so that places stay what they are.
  for (const [uri, { document, ...now }] of documents) {
    const here = proposed.filter(({ picture }) => picture.document.uri.toString() === uri);
    const edits = missingEdits(here, now);
    for (const [index, { picture, words }] of here.entries()) {
      const one = edits[index]!;
      if (one === 'unchanged') unchanged.push(picture.reference.address);
      if (typeof one === 'string') continue;
      const range = new vscode.Range(document.positionAt(one.from), document.positionAt(one.to));
      const description = picture.reference.address.slice(0, 80);
      edit.replace(document.uri, range, one.text, { needsConfirmation: true, description, ...kindOf(words) });
    }
  }
  return { edit, unchanged };
}

/** In the preview decoration is told apart from what is described. */
function kindOf(words: string): Pick<vscode.WorkspaceEditEntryMetadata, 'label' | 'iconPath'> {
  if (words !== '') return { label: vscode.l10n.t('Descriptions of pictures') };
  const label = vscode.l10n.t('Looks like decoration: the description is left empty');
  return { label, iconPath: new vscode.ThemeIcon('circle-slash') };
}
