import { oneOf, text } from './settingValues.ts';

/** What the user has set that may differ from folder to folder of a workspace, with defaults applied. */
export interface DocumentSettings {
  /** Whether pictures without a description are marked. */
  marksMissingAltText: boolean;
  /** The language of descriptions; empty for that of the document. */
  altTextLanguage: string;
  /** Where pictures go that are pasted into a cell: into the notebook, or into a folder beside it. */
  pastedImages: PastedImages;
}

const pastedChoices = ['attachment', 'file'] as const;
export type PastedImages = (typeof pastedChoices)[number];

/** Reads them from where the editor keeps them, which is anything: what does not fit is taken as not set. */
export function readDocumentSettings(get: (key: string) => unknown): DocumentSettings {
  return {
    marksMissingAltText: get('altText.markMissing') === true,
    altTextLanguage: text(get('altText.language'), ''),
    pastedImages: oneOf(get('notebook.pastedImages'), pastedChoices) ?? 'attachment',
  };
}
