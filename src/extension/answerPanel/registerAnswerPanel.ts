import * as vscode from 'vscode';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import type { Ask } from '../asker.ts';
import type { ModelShelf } from '../models/modelShelf.ts';
import { presentError } from '../presentError.ts';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import type { Settings } from '../settings/settings.ts';
import type { PanelMemory } from '../webviews/panelMemory.ts';
import type { AnswerPanels } from './answerPanels.ts';

/** What the answer panel needs of the extension. */
export interface AnswerPanelParts {
  extensionUri: vscode.Uri;
  ask: Ask;
  models: ModelShelf;
  settings: () => Settings;
  engine: EngineApi;
  memory: PanelMemory;
  log: vscode.LogOutputChannel;
}

/** *New Conversation*, *Open Conversation…*, and the panels that were open when the window was loaded again. */
export function registerAnswerPanel(
  { storageUri, globalStorageUri }: vscode.ExtensionContext,
  { engine, log, ...parts }: AnswerPanelParts,
): Closable & { explain: AnswerPanels['explain']; picturesInFront: () => Promise<vscode.Uri[]> } {
  const { fsPath: folder } = vscode.Uri.joinPath(storageUri ?? globalStorageUri, 'conversations');
  let loaded: Promise<AnswerPanels> | undefined;
  const panels = () => (loaded ??= load({ ...parts, folder, renderPage: (request) => engine.renderPage(request) }));
  const presenting = (run: (all: AnswerPanels) => unknown) => async () => {
    try {
      await run(await panels());
    } catch (error) {
      await presentError(error, log);
    }
  };
  const scope = new Scope();
  scope.add(
    vscode.commands.registerCommand(
      'hovle.newConversation',
      presenting((all) => all.begin()),
    ),
  );
  scope.add(
    vscode.commands.registerCommand(
      'hovle.openConversation',
      presenting((all) => all.reopen()),
    ),
  );
  scope.add(
    vscode.window.registerWebviewPanelSerializer('hovle.answerPanel', {
      deserializeWebviewPanel: async (panel, kept: unknown) => (await panels()).restore(panel, kept),
    }),
  );
  const explain: AnswerPanels['explain'] = async (images, question) => (await panels()).explain(images, question);
  const picturesInFront = async () => (await loaded)?.picturesInFront() ?? [];
  return { explain, picturesInFront, dispose: () => scope.dispose() };
}

/** Its code is a bundle of its own, read when the first panel opens. */
async function load(parts: ConstructorParameters<typeof AnswerPanels>[0]): Promise<AnswerPanels> {
  const { AnswerPanels: Panels } = await import('./answerPanels.ts');
  return new Panels(parts);
}
