import * as vscode from 'vscode';
import { readFromOutput } from '../../webview/protocol.ts';
import type { ExplorerSubject, ToOutput } from '../../webview/protocol.ts';
import { pictureUri, notebookFolder } from '../notebook/cellPicture.ts';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';

/** Answers outputs of notebooks: their texts in the editor's language, and what they show in the embedding explorer. */
export function registerOutputs(): Closable {
  const scope = new Scope();
  for (const renderer of renderers) {
    const messaging = vscode.notebooks.createRendererMessaging(renderer);
    scope.add(
      messaging.onDidReceiveMessage(async ({ editor, message }) => {
        const asked = readFromOutput(message);
        if (asked?.kind === 'texts') await messaging.postMessage(texts(), editor);
        if (asked?.kind === 'explore') await explore(asked, notebookFolder(editor.notebook));
      }),
    );
  }
  return scope;
}

const renderers = ['answer', 'map', 'captions', 'comparison', 'embedding', 'training', 'benchmark'].map(
  (kind) => `hovle-${kind}`,
);

const texts = (): ToOutput => ({ kind: 'texts', texts: vscode.l10n.bundle ?? {} });

async function explore({ images, words }: { images: string[]; words: string }, folder: vscode.Uri): Promise<void> {
  const subject: ExplorerSubject = { images: images.map((image) => pictureUri(image, folder).toString()), words };
  await vscode.commands.executeCommand('hovle.openEmbeddingExplorer', subject);
}
