import * as vscode from 'vscode';
import { abortOn } from '../abortOn.ts';
import { isCancelled } from '../errorText.ts';
import { ExtensionError } from '../extensionError.ts';
import type { Explanations, PictureQuestion } from '../explain/explanations.ts';
import { folderOf, locateImage } from '../images/locateImage.ts';
import type { Picture } from '../images/picture.ts';
import type { ImageReference } from '../images/references/imageReference.ts';
import { hoverQuestion } from './hoverQuestion.ts';
import { explainLink, explanationMarkdown, failureMarkdown, pictureMarkdown } from './hoverText.ts';
import { sentenceMarkdown, waitingMarkdown } from './hoverText.ts';
import type { HoverParts } from './hoverParts.ts';

/** The hover that shows the picture, and an answer that was given before, at once. */
export async function showPicture(
  { images, pictures, explanations, thumbnails, settings }: HoverParts,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | undefined> {
  const reference = await referenceAt({ images, settings }, document, position);
  if (!reference) return undefined;
  const hover = (...parts: vscode.MarkdownString[]) => new vscode.Hover(parts, rangeOf(reference, document));
  const found = await readPicture({ pictures, settings }, document, reference);
  if (!('picture' in found)) return found.reason ? hover(found.reason) : undefined;
  const { picture } = found;
  const thumbnail = isShownByEditor(document, reference, picture) ? undefined : await thumbnails.addressOf(picture);
  const shown = pictureMarkdown(picture.name, thumbnail, picture.facts);
  const question = hoverQuestion(picture, settings());
  const cached = await explanations.cached(question);
  if (cached) return hover(shown, explanationMarkdown(cached));
  const { explain } = settings().hover;
  if (explain === 'never' || !picture.facts.pixels) return hover(shown);
  if (explain === 'always') return hover(shown);
  const place = [document.uri.toString(), position];
  return hover(shown, (await explanations.isRunning(question)) ? waitingMarkdown() : explainLink(place));
}

/** The editor's own hover for Markdown draws pictures that lie where the address says, also those of HTML in it. */
function isShownByEditor(document: vscode.TextDocument, { address, alt }: ImageReference, { uri }: Picture): boolean {
  if (document.languageId !== 'markdown' || !alt || uri?.scheme !== 'file') return false;
  return uri.toString() === vscode.Uri.joinPath(folderOf(document.uri), address).toString();
}

/** The second hover: for users who always want the answer. */
export async function showAnswer(
  { images, pictures, explanations, settings }: HoverParts,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.Hover | undefined> {
  if (settings().hover.explain !== 'always') return undefined;
  const reference = await referenceAt({ images, settings }, document, position);
  const found = reference && (await readPicture({ pictures, settings }, document, reference));
  if (!reference || !found || !('picture' in found) || !found.picture.facts.pixels) return undefined;
  const question = hoverQuestion(found.picture, settings());
  if (await explanations.cached(question)) return undefined;
  const text = await answerOrReason(explanations, question, token);
  return text && new vscode.Hover(text, rangeOf(reference, document));
}

async function answerOrReason(explanations: Explanations, question: PictureQuestion, token: vscode.CancellationToken) {
  const abort = abortOn(token);
  try {
    return explanationMarkdown(await explanations.explain(question, abort.signal));
  } catch (error) {
    return isCancelled(error) ? undefined : failureMarkdown(error);
  } finally {
    abort.dispose();
  }
}

async function referenceAt(
  { images, settings }: Pick<HoverParts, 'images' | 'settings'>,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<ImageReference | undefined> {
  return settings().hover.isEnabled ? images.at(document, position) : undefined;
}

/** The picture, or why it is not shown; no reason where the text is perhaps no name of a picture at all. */
async function readPicture(
  { pictures, settings }: Pick<HoverParts, 'pictures' | 'settings'>,
  document: vscode.TextDocument,
  reference: ImageReference,
): Promise<{ picture: Picture } | { reason?: vscode.MarkdownString }> {
  try {
    const found = await locateImage(document, reference);
    // What has a place for a description is a picture; another text is perhaps none.
    if (!found && reference.alt) throw new ExtensionError('image/not-found', { path: reference.address });
    if (!found) return {};
    if (found.kind === 'remote' && !settings().remoteImages) return { reason: sentenceMarkdown(notFetched()) };
    return { picture: await pictures.read(found) };
  } catch (error) {
    return { reason: failureMarkdown(error) };
  }
}

const notFetched = () =>
  vscode.l10n.t(
    'This picture is on the web, and HoVLE fetches nothing without your consent (setting hovle.remoteImages).',
  );

function rangeOf({ from, to }: ImageReference, document: vscode.TextDocument): vscode.Range {
  return new vscode.Range(document.positionAt(from), document.positionAt(to));
}
