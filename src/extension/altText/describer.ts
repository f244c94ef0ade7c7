import * as vscode from 'vscode';
import { ExtensionError } from '../extensionError.ts';
import type { Explanation } from '../explain/explanationCache.ts';
import type { Explanations } from '../explain/explanations.ts';
import type { DocumentImages } from '../images/documentImages.ts';
import { locateImage } from '../images/locateImage.ts';
import type { Picture, PictureReader } from '../images/picture.ts';
import { settingsFor } from '../settings/editorSettings.ts';
import type { Settings } from '../settings/settings.ts';
import { altPrompt, textAround } from './altPrompt.ts';
import type { AltQuestion } from './altPrompt.ts';
import { cleanAlt } from './cleanAlt.ts';
import { isDescribed, onePerPlace } from './descriptionEdit.ts';
import type { FoundPicture } from './descriptionEdit.ts';
import { documentLanguage } from './documentLanguage.ts';
import { purposeOf } from './purpose.ts';
import type { Purpose } from './purpose.ts';

/** What descriptions are made with. */
export interface DescriberParts {
  images: DocumentImages;
  pictures: PictureReader;
  explanations: Explanations;
  settings: () => Settings;
}

/** A picture of a document that can be described. */
export interface Describable extends FoundPicture {
  document: vscode.TextDocument;
  /** The document's text when the picture was found there. */
  text: string;
}

/** A picture that has been read, and what it seems to stand there for. */
export interface Looked {
  picture: Picture;
  purpose: Purpose;
}

/** Reads the picture of a document. */
export async function lookAt(
  { pictures, settings }: Pick<DescriberParts, 'pictures' | 'settings'>,
  { document, reference }: Describable,
): Promise<Looked> {
  const found = await locateImage(document, reference);
  if (!found) throw new ExtensionError('image/not-found', { path: reference.address });
  if (found.kind === 'remote' && !settings().remoteImages)
    throw new ExtensionError('image/remote', { address: found.address });
  const picture = await pictures.read(found);
  return { picture, purpose: purposeOf(reference, { name: picture.name, ...picture.facts }) };
}

/** The words that describe a picture where it stands. A description there is, is made better. */
export async function describe(
  { explanations }: Pick<DescriberParts, 'explanations'>,
  describable: Describable,
  { picture, purpose }: Looked & Pick<AltQuestion, 'purpose'>,
  signal: AbortSignal,
): Promise<string> {
  const prompt = altPrompt({ purpose, ...questionAbout(describable) });
  const explanation = await explanations.explain(
    { picture, prompt, occasion: 'altText', maxTokens: altTokens },
    signal,
  );
  warnOnce(explanation);
  const words = cleanAlt(explanation.text);
  // Written out, no words would say that the picture is decoration.
  if (words === '') throw new ExtensionError('image/no-words', { path: describable.reference.address });
  return words;
}

let hasWarned = false;

/** What an untrained model says must not be taken for a description, and what a very small one says must be read. */
function warnOnce({ trained, small }: Pick<Explanation, 'trained' | 'small'>): void {
  if (hasWarned || (trained && !small)) return;
  hasWarned = true;
  const warning = trained
    ? vscode.l10n.t('The model is very small: its descriptions are often wrong. Read them, or select a larger model.')
    : vscode.l10n.t('The model is untrained: its descriptions come from random numbers and mean nothing.');
  const select = vscode.l10n.t('Select Model…');
  void vscode.window.showWarningMessage(warning, select).then((chosen) => {
    if (chosen === select) void vscode.commands.executeCommand('hovle.selectModel');
  });
}

/** A sentence, in scripts that take a token for each character too. */
const altTokens = 80;

function questionAbout({ document, text, reference }: Describable) {
  const language = settingsFor(document.uri).altTextLanguage || documentLanguage(text);
  const { alt, linkTarget, construct } = reference;
  return {
    around: textAround(text, construct),
    ...(language ? { language } : {}),
    ...(alt.state === 'text' ? { present: alt.text } : {}),
    ...(linkTarget === undefined ? {} : { linkTarget }),
  };
}

/** The picture of a document that is described at a place: the one there, else undefined. */
export async function describableAt(
  images: DocumentImages,
  document: vscode.TextDocument,
  offset: number,
): Promise<Describable | undefined> {
  const text = document.getText();
  const among = await images.find(document);
  const reference = among.filter(isDescribed).find(({ construct: { from, to } }) => from <= offset && offset <= to);
  return reference && { document, text, reference, among };
}

/** The pictures of a document that lack a description: each once, however many sizes of it are named. */
export async function missingIn(images: DocumentImages, document: vscode.TextDocument): Promise<Describable[]> {
  const text = document.getText();
  const among = await images.find(document);
  const missing = among.filter(isDescribed).filter(({ alt }) => alt.state === 'missing');
  return onePerPlace(missing).map((reference) => ({ document, text, reference, among }));
}
