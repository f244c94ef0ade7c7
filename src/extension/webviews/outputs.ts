import * as vscode from 'vscode';
import { readFromOutput } from '../../webview/protocol.ts';
import type { ExplorerSubject, FromOutput, ToOutput } from '../../webview/protocol.ts';
import { errorText } from '../errorText.ts';
import { isModelPath } from '../models/findModel.ts';
import type { ModelShelf } from '../models/modelShelf.ts';
import { askForModel } from '../models/pickModel.ts';
import { pictureUri, notebookFolder } from '../notebook/cellPicture.ts';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';

/** Answers outputs of notebooks: their texts in the editor's language, and what they show in the embedding explorer. */
export function registerOutputs(models: ModelShelf): Closable {
  const scope = new Scope();
  for (const renderer of renderers) {
    const messaging = vscode.notebooks.createRendererMessaging(renderer);
    scope.add(
      messaging.onDidReceiveMessage(async ({ editor, message }) => {
        const asked = readFromOutput(message);
        if (asked?.kind === 'texts') await messaging.postMessage(texts(), editor);
        if (asked?.kind === 'explore') await explore(asked, notebookFolder(editor.notebook), models);
      }),
    );
  }
  return scope;
}

const renderers = ['answer', 'map', 'captions', 'comparison', 'embedding', 'training', 'benchmark'].map(
  (kind) => `hovle-${kind}`,
);

const texts = (): ToOutput => ({ kind: 'texts', texts: vscode.l10n.bundle ?? {} });

type Explore = Extract<FromOutput, { kind: 'explore' }>;

async function explore({ images, words, model }: Explore, folder: vscode.Uri, models: ModelShelf): Promise<void> {
  const found = model === '' ? {} : await sameModel(model, folder, models);
  if (!found) return;
  const subject: ExplorerSubject = {
    images: images.map((image) => pictureUri(image, folder).toString()),
    words,
    ...found,
  };
  await vscode.commands.executeCommand('hovle.openEmbeddingExplorer', subject);
}

/** The model that made the output; where it is there no more, this is said, and the user may name another. */
async function sameModel(
  named: string,
  folder: vscode.Uri,
  models: ModelShelf,
): Promise<Pick<ExplorerSubject, 'model'> | undefined> {
  try {
    const found = await models.find(named, folder.fsPath);
    return { model: isModelPath(named) ? found.folder : found.name };
  } catch (error) {
    const choose = vscode.l10n.t('Choose Another Model…');
    if ((await vscode.window.showWarningMessage(errorText(error), choose)) !== choose) return undefined;
    const model = await askForModel(models, vscode.l10n.t('A model to see these pictures and words by'));
    return model === undefined ? undefined : { model };
  }
}
