import * as vscode from 'vscode';
import type { SurveyProgress } from '../../engine/api/spaceApi.ts';
import { mostPictures, readExplorerSubject } from '../../webview/protocol.ts';
import type { ExplorerSubject } from '../../webview/protocol.ts';
import { errorText, isCancelled } from '../errorText.ts';
import { chooseImages } from '../images/chosenImages.ts';
import { loadImage } from '../images/loadImage.ts';
import { picturesIn } from '../images/picturesIn.ts';
import { askForModel } from '../models/pickModel.ts';
import { stageText } from '../notebook/answerText.ts';
import { EmbeddingExplorer } from './embeddingExplorer.ts';
import type { ExplorerSource, TakeSurvey } from './explorerModel.ts';
import { explorerName } from './explorerName.ts';
import { createPanel } from './panel.ts';
import type { PanelRecord } from './panelMemory.ts';
import type { ExplorerParts } from './explorerParts.ts';

/** Opens the explorer on what was clicked or is chosen now. */
export async function openExplorer(parts: ExplorerParts, clicked: unknown, selected: unknown): Promise<void> {
  const subject = await askSubject(parts, clicked, selected);
  if (!subject) return;
  const panel = createPanel(explorerName, vscode.l10n.t('Embedding Explorer'));
  begin(panel, parts.memory.begin(panel, { subject }), parts);
}

/** Fills a panel that was open when the window was loaded again. */
export async function restoreExplorer(parts: ExplorerParts, panel: vscode.WebviewPanel, kept: unknown): Promise<void> {
  begin(panel, await parts.memory.restore(panel, kept), parts);
}

function begin(panel: vscode.WebviewPanel, record: PanelRecord, parts: ExplorerParts): void {
  const { engine, models, extensionUri } = parts;
  const source: ExplorerSource = {
    take: surveyTaker(parts),
    arrange: (request, options) => engine.arrange(request, options),
    cluster: (request, options) => engine.cluster(request, options),
    nameVectors: (request, options) => engine.nameVectors(request, options),
  };
  const askModel = () => askForModel(models, vscode.l10n.t('A model to see beside this one'));
  new EmbeddingExplorer(panel, record, { extensionUri, source, askModel, progressText, failureText });
}

const failureText = (error: unknown): string => (isCancelled(error) ? vscode.l10n.t('Stopped.') : errorText(error));

function progressText(progress: SurveyProgress): string {
  if (progress.stage !== 'layers' && progress.stage !== 'projection') return stageText(progress);
  const percent = Math.floor(progress.fraction * 100);
  return progress.stage === 'layers'
    ? vscode.l10n.t('Computing all layers {0} % …', percent)
    : vscode.l10n.t('Looking at each layer {0} % …', percent);
}

/** Menus pass what was clicked and selected; other commands may pass a subject, of which anything may be left out. */
async function askSubject(
  { picturesInFront }: ExplorerParts,
  clicked: unknown,
  selected: unknown,
): Promise<ExplorerSubject | undefined> {
  const isFile = clicked instanceof vscode.Uri;
  const given = readExplorerSubject(isFile ? undefined : { subject: clicked });
  const words = given.words || firstWords;
  if (given.images.length > 0) return { ...given, words };
  const images = isFile ? await choosePictures(clicked, selected) : await picturesHere(picturesInFront);
  return images && { ...given, words, images: images.map((uri) => uri.toString()) };
}

/** Those of the conversation in front, else of the active tab, else some that are chosen. */
async function picturesHere(picturesInFront: ExplorerParts['picturesInFront']): Promise<vscode.Uri[] | undefined> {
  const images = await picturesInFront();
  return images.length > 0 ? images : choosePictures();
}

/** Files, and the pictures of folders. */
async function choosePictures(clicked?: unknown, selected?: unknown): Promise<vscode.Uri[] | undefined> {
  const chosen = await chooseImages(clicked, selected, vscode.l10n.t('Images to look into'));
  const images = chosen && (await picturesIn(chosen, mostPictures));
  if (images?.length !== 0) return images;
  void vscode.window.showInformationMessage(vscode.l10n.t('There is no picture in this folder.'));
  return undefined;
}

/** Something to compare patches with, until the user has words of their own. */
const firstWords = 'red green blue yellow white black circle square triangle line text number sky water tree mountain';

function surveyTaker({ engine, models, settings }: ExplorerParts): TakeSurvey {
  return async ({ images, words, model }, out, following) => {
    const { device, precision, maxTiles } = settings();
    const { folder } = await models.find(model, '');
    const sources = await Promise.all(images.map((image) => loadImage(vscode.Uri.parse(image, true))));
    const optional = { ...(precision ? { precision } : {}), ...(maxTiles ? { maxTiles } : {}) };
    return engine.survey({ model: folder, images: sources, text: words, device, out, ...optional }, following);
  };
}
