import * as vscode from 'vscode';
import { ExtensionError } from '../extensionError.ts';
import type { Explanation } from '../explain/explanationCache.ts';
import type { Explanations } from '../explain/explanations.ts';
import type { DocumentImages } from '../images/documentImages.ts';
import { locateImage } from '../images/locateImage.ts';
import type { PictureReader } from '../images/picture.ts';
import type { ImageReference } from '../images/references/imageReference.ts';
import type { Settings } from '../settings/settings.ts';
import { altPrompt, textAround } from './altPrompt.ts';
import { cleanAlt } from './cleanAlt.ts';
import { documentLanguage } from './documentLanguage.ts';
import { purposeOf } from './purpose.ts';

/** What descriptions are made with. */
export interface DescriberParts {
  images: DocumentImages;
  pictures: PictureReader;
  explanations: Explanations;
  settings: () => Settings;
}

/** A picture of a document that can be described. */
export interface Describable {
  document: vscode.TextDocument;
  reference: ImageReference;
}

/** The words that describe a picture where it stands; empty for decoration. A description there is, is made better. */
export async function describe(
  { pictures, explanations, settings }: DescriberParts,
  { document, reference }: Describable,
  signal: AbortSignal,
): Promise<string> {
  const found = await locateImage(document, reference);
  if (!found) throw new ExtensionError('image/not-found', { path: reference.address });
  if (found.kind === 'remote' && !settings().remoteImages)
    throw new ExtensionError('image/remote', { address: found.address });
  const picture = await pictures.read(found);
  const purpose = purposeOf(reference, { name: picture.name, ...picture.facts });
  if (purpose === 'decorative') return '';
  const prompt = altPrompt({ purpose, ...questionAbout({ document, reference }, settings()) });
  const explanation = await explanations.explain(
    { picture, prompt, occasion: 'altText', maxTokens: altTokens },
    signal,
  );
  warnOnce(explanation);
  return cleanAlt(explanation.text);
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

function questionAbout({ document, reference }: Describable, { altText }: Settings) {
  const text = document.getText();
  const language = altText.language || documentLanguage(text);
  const { alt, linkTarget, construct } = reference;
  return {
    around: textAround(text, construct),
    ...(language ? { language } : {}),
    ...(alt?.state === 'text' ? { present: alt.text } : {}),
    ...(linkTarget === undefined ? {} : { linkTarget }),
  };
}

/** The picture of a document that is described at a place: the one there, else undefined. */
export async function describableAt(
  images: DocumentImages,
  document: vscode.TextDocument,
  offset: number,
): Promise<Describable | undefined> {
  const references = await images.find(document);
  const reference = references.find(({ alt, construct }) => alt && construct.from <= offset && offset <= construct.to);
  return reference && { document, reference };
}

/** The pictures of a document that lack a description: each once, however many sizes of it are named. */
export async function missingIn(images: DocumentImages, document: vscode.TextDocument): Promise<Describable[]> {
  const references = await images.find(document);
  const missing = references.filter(({ alt }) => alt?.state === 'missing');
  const firsts = missing.filter((one, index) => missing.findIndex(({ alt }) => alt?.from === one.alt?.from) === index);
  return firsts.map((reference) => ({ document, reference }));
}
