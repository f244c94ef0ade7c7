import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import type { EngineApi } from '../engine/api/engineApi.ts';
import { registerAltActions } from './altText/altActions.ts';
import { registerAltDiagnostics } from './altText/altDiagnostics.ts';
import { registerAnswerPanel } from './answerPanel/registerAnswerPanel.ts';
import { createAsk } from './asker.ts';
import { RememberedModels } from './chat/chatModels.ts';
import { registerChatProvider } from './chat/chatProvider.ts';
import { registerImageTools } from './chat/imageTools.ts';
import { registerToolServer } from './chat/toolServer.ts';
import { registerCommands } from './commands/commands.ts';
import { createAnswerMaker } from './explain/answerMaker.ts';
import { createAskAboutImages } from './explain/askAboutImages.ts';
import type { AskAboutImages } from './explain/askAboutImages.ts';
import { ExplanationCache } from './explain/explanationCache.ts';
import { Explanations } from './explain/explanations.ts';
import { registerImageHover } from './hover/imageHover.ts';
import type { HoverParts } from './hover/hoverParts.ts';
import { Thumbnails } from './hover/thumbnails.ts';
import { DocumentImages } from './images/documentImages.ts';
import { DocumentSearch } from './images/documentSearch.ts';
import { PictureReader } from './images/picture.ts';
import { localiseWith } from './localise.ts';
import { Activity } from './engine/activity.ts';
import { createEngine, followEngine } from './engine/engine.ts';
import { registerStatusBar } from './engine/statusBar.ts';
import { ModelShelf } from './models/modelShelf.ts';
import { registerNotebook } from './notebook/registerNotebook.ts';
import { registerPasteWithAlt } from './paste/pasteWithAlt.ts';
import { Scope } from './scope.ts';
import { currentSettings } from './settings/editorSettings.ts';
import { offerReload } from './settings/offerReload.ts';
import { registerOutputs } from './webviews/outputs.ts';
import { PanelMemory } from './webviews/panelMemory.ts';
import { registerTraining } from './training/registerTraining.ts';
import { RunFolders, trustedRuns } from './training/runFolders.ts';
import { registerAnswerRenderer } from './webviews/registerAnswerRenderer.ts';
import { registerEmbeddingExplorer } from './webviews/registerEmbeddingExplorer.ts';

/** Builds what the extension is made of and registers it. Nothing heavy starts before someone asks. */
export function activate(context: vscode.ExtensionContext): void {
  localiseWith((sentence, values) => vscode.l10n.t(sentence, values));
  const scope = new Scope();
  context.subscriptions.push(scope);
  const settings = currentSettings;
  const log = scope.add(vscode.window.createOutputChannel('HoVLE', { log: true }));
  const activity = new Activity();
  const engine = scope.add(createEngine(context, settings(), log));
  const models = new ModelShelf(engine, shelfPlaces(context));
  const ask = createAsk(engine, activity);
  const askAboutImages = createAskAboutImages(ask, models, settings);
  const search = scope.add(new DocumentSearch(() => new Worker(bundle(context, 'documentWorker.cjs'))));
  const hover = hoverParts(context, { engine, models, ask: askAboutImages, images: new DocumentImages(search) });
  const { extensionUri, storageUri, globalStorageUri } = context;
  const memory = new PanelMemory(vscode.Uri.joinPath(storageUri ?? globalStorageUri, 'panels').fsPath);
  const training = { extensionUri, engine, models, folders: new RunFolders(context.workspaceState) };

  scope.add(followEngine(engine, activity, log));
  scope.add(offerReload());
  scope.add(registerStatusBar(activity, () => models.answering));
  const cells = { ask, engine, models, settings, training };
  scope.add(registerNotebook(cells, log));
  scope.add(registerImageHover(hover));
  scope.add(registerChatProvider({ ask, engine, models, remembered: rememberedModels(context), settings }));
  scope.add(registerImageTools({ ask: askAboutImages, engine, models }));
  scope.add(registerToolServer(context, { models, settings }));
  scope.add(registerPasteWithAlt());
  scope.add(registerAltActions(hover.images));
  scope.add(registerAltDiagnostics(hover.images));
  scope.add(
    registerAnswerRenderer({
      prepare: async (cell, asked) => (await import('./notebook/cellTask.ts')).cellRequest(cell, asked, cells),
      engine,
    }),
  );
  scope.add(registerOutputs(models));
  scope.add(registerTraining(training, log));
  const panels = scope.add(registerAnswerPanel(context, { extensionUri, ask, models, settings, engine, memory, log }));
  const { picturesInFront } = panels;
  scope.add(registerEmbeddingExplorer({ extensionUri, engine, models, settings, memory, picturesInFront }));
  scope.add(registerCommands({ extensionUri, explain: panels.explain, settings, engine, models, log, hover }));
}

const bundle = ({ extensionUri }: vscode.ExtensionContext, name: string) =>
  vscode.Uri.joinPath(extensionUri, 'dist', name).fsPath;

interface AskedHere {
  engine: EngineApi;
  models: ModelShelf;
  ask: AskAboutImages;
  images: DocumentImages;
}

function hoverParts(context: vscode.ExtensionContext, { engine, models, ask, images }: AskedHere): HoverParts {
  const { globalStorageUri } = context;
  const folder = (name: string) => vscode.Uri.joinPath(globalStorageUri, name).fsPath;
  const version = versionOf(context);
  const maker = createAnswerMaker({ models, settings: currentSettings, version, clock: () => performance.now() });
  const cache = new ExplanationCache(folder('explanations'));
  return {
    images,
    pictures: new PictureReader((request) => engine.renderPage(request)),
    explanations: new Explanations(ask, cache, maker),
    thumbnails: new Thumbnails(folder('pictures')),
    settings: currentSettings,
  };
}

function rememberedModels(context: vscode.ExtensionContext): RememberedModels {
  return new RememberedModels(context.globalState, versionOf(context));
}

function versionOf({ extension }: vscode.ExtensionContext): string {
  // Every manifest of an extension has one.
  return (extension.packageJSON as { version: string }).version;
}

function shelfPlaces({ extensionUri, globalStorageUri }: vscode.ExtensionContext) {
  const shipped = vscode.Uri.joinPath(extensionUri, 'media', 'models').fsPath;
  const downloaded = vscode.Uri.joinPath(globalStorageUri, 'models').fsPath;
  return {
    shipped: [shipped, downloaded],
    added: () => [...currentSettings().modelFolders, ...trustedRuns()],
    chosen: () => currentSettings().model,
    mayOpenPaths: () => vscode.workspace.isTrusted,
  };
}
