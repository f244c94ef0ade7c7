import * as vscode from 'vscode';
import type { EngineApi, SurveyProgress } from '../../engine/api/engineApi.ts';
import { mostPictures, readExplorerSubject } from '../../webview/protocol.ts';
import type { ExplorerSubject } from '../../webview/protocol.ts';
import { loadImage } from '../images/loadImage.ts';
import { chooseImages } from '../images/chosenImages.ts';
import { picturesIn } from '../images/picturesIn.ts';
import type { ModelShelf } from '../models/modelShelf.ts';
import { askForModel } from '../models/pickModel.ts';
import { stageText } from '../notebook/answerText.ts';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import type { Settings } from '../settings/settings.ts';
import { errorText, isCancelled } from '../errorText.ts';
import type { ExplorerSource, TakeSurvey } from './explorerModel.ts';
import { createPanel } from './panel.ts';

/** What the explorer needs of the extension. */
export interface ExplorerParts {
  extensionUri: vscode.Uri;
  engine: EngineApi;
  models: ModelShelf;
  settings: () => Settings;
}

/** *HoVLE: Open Embedding Explorer*, and the panels that were open when the window was loaded again. */
export function registerEmbeddingExplorer(parts: ExplorerParts): Closable {
  const { engine, models, extensionUri } = parts;
  const source: ExplorerSource = {
    take: surveyTaker(parts),
    arrange: (request, options) => engine.arrange(request, options),
    cluster: (request, options) => engine.cluster(request, options),
    nameVectors: (request, options) => engine.nameVectors(request, options),
  };
  const askModel = () => askForModel(models, vscode.l10n.t('A model to see beside this one'));
  const begin = async (panel: vscode.WebviewPanel, subject: ExplorerSubject): Promise<void> => {
    const { EmbeddingExplorer } = await import('./embeddingExplorer.ts');
    new EmbeddingExplorer(panel, subject, { extensionUri, source, askModel, progressText, failureText });
  };
  const scope = new Scope();
  scope.add(
    vscode.commands.registerCommand('hovle.openEmbeddingExplorer', async (clicked?: unknown, selected?: unknown) => {
      const subject = await askSubject(clicked, selected);
      if (subject) await begin(createPanel(explorerName, vscode.l10n.t('Embedding Explorer')), subject);
    }),
  );
  scope.add(
    vscode.window.registerWebviewPanelSerializer(`hovle.${explorerName}`, {
      deserializeWebviewPanel: (panel, kept: unknown) => begin(panel, readExplorerSubject(kept)),
    }),
  );
  return scope;
}

/** With `hovle.` before it the kind of its panels. */
const explorerName = 'embeddingExplorer';

const failureText = (error: unknown): string => (isCancelled(error) ? vscode.l10n.t('Stopped.') : errorText(error));

function progressText(progress: SurveyProgress): string {
  if (progress.stage !== 'layers' && progress.stage !== 'projection') return stageText(progress);
  const percent = Math.floor(progress.fraction * 100);
  return progress.stage === 'layers'
    ? vscode.l10n.t('Computing all layers {0} % …', percent)
    : vscode.l10n.t('Looking at each layer {0} % …', percent);
}

/** Menus pass what was clicked and selected; other commands may pass a subject, of which anything may be left out. */
async function askSubject(clicked: unknown, selected: unknown): Promise<ExplorerSubject | undefined> {
  const isFile = clicked instanceof vscode.Uri;
  const given = readExplorerSubject(isFile ? undefined : { subject: clicked });
  const words = given.words || firstWords;
  if (given.images.length > 0) return { ...given, words };
  const images = await choosePictures(isFile ? clicked : undefined, selected);
  return images && { ...given, words, images: images.map((uri) => uri.toString()) };
}

/** Files, and the pictures of folders. */
async function choosePictures(clicked: unknown, selected: unknown): Promise<vscode.Uri[] | undefined> {
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
