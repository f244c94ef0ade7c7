import type { AltSlot, ImageReference } from '../images/references/imageReference.ts';
import { writeAlt } from './writeAlt.ts';
import type { TextEdit } from './writeAlt.ts';

/** A picture with a place for its description. */
export type DescribedPicture = ImageReference & { alt: AltSlot };

/** A picture, and all those that its document had when it was found. */
export interface FoundPicture {
  reference: DescribedPicture;
  among: readonly ImageReference[];
}

/** A text and the pictures that it names. */
export interface SearchedDocument {
  text: string;
  references: readonly ImageReference[];
}

/** What is to describe a picture; no words for decoration. */
export interface WordsFor<P extends FoundPicture = FoundPicture> {
  picture: P;
  words: string;
}

/** Why a description is not written: its picture is gone, it is computed by a program, it stands there already, or another does. */
export type NotWritten = 'gone' | 'computed' | 'unchanged' | 'taken';

/** The edit that gives a picture its description in the document as it is now; or why there is none. */
export function descriptionEdit(
  { picture, words }: WordsFor,
  { text, references }: SearchedDocument,
): TextEdit | NotWritten {
  const alt = samePicture(picture, references)?.alt;
  if (!alt) return 'gone';
  if (alt.state === 'expression') return 'computed';
  const edit = writeAlt(alt, words);
  return edit.text === text.slice(edit.from, edit.to) ? 'unchanged' : edit;
}

/** For each of several pictures of one document that had no description the same; what somebody has described since stays. */
export function missingEdits(all: readonly WordsFor[], now: SearchedDocument): (TextEdit | NotWritten)[] {
  const taken = new Set<number>();
  return all.map((one) => {
    const alt = samePicture(one.picture, now.references)?.alt;
    if (alt && (alt.state !== 'missing' || taken.has(alt.from))) return 'taken';
    if (alt) taken.add(alt.from);
    return descriptionEdit(one, now);
  });
}

/**
 * The same picture in a document that may have changed since: of those with its address the one at its place in their order, or,
 * where there are more or fewer of them now, the nearest.
 */
function samePicture({ reference, among }: FoundPicture, now: readonly ImageReference[]): DescribedPicture | undefined {
  const then = withAddress(reference.address, among);
  const candidates = withAddress(reference.address, now);
  const place = then.findIndex(({ alt }) => alt.from === reference.alt.from);
  if (place >= 0 && candidates.length === then.length) return candidates[place];
  const distance = ({ from }: ImageReference) => Math.abs(from - reference.from);
  return candidates.sort((a, b) => distance(a) - distance(b))[0];
}

/** Each place of a description once, however many sizes of a picture are named at it. */
function withAddress(address: string, references: readonly ImageReference[]): DescribedPicture[] {
  return onePerPlace(references.filter(isDescribed).filter((one) => one.address === address));
}

/** Whether a picture has a place for its description. */
export const isDescribed = (one: ImageReference): one is DescribedPicture => one.alt !== undefined;

/** The first picture at each place of a description. */
export function onePerPlace(pictures: readonly DescribedPicture[]): DescribedPicture[] {
  const places = new Set<number>();
  return pictures.filter(({ alt: { from } }) => !places.has(from) && places.add(from));
}
