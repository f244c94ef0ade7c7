import * as vscode from 'vscode';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import type { ExplorerParts } from './explorerParts.ts';
import { explorerName } from './explorerName.ts';

/** *HoVLE: Open Embedding Explorer*, and the panels that were open when the window was loaded again. */
export function registerEmbeddingExplorer(parts: ExplorerParts): Closable {
  const scope = new Scope();
  scope.add(
    vscode.commands.registerCommand('hovle.openEmbeddingExplorer', async (clicked?: unknown, selected?: unknown) => {
      const { openExplorer } = await import('./openExplorer.ts');
      await openExplorer(parts, clicked, selected);
    }),
  );
  scope.add(
    vscode.window.registerWebviewPanelSerializer(`hovle.${explorerName}`, {
      deserializeWebviewPanel: async (panel, kept: unknown) =>
        (await import('./openExplorer.ts')).restoreExplorer(parts, panel, kept),
    }),
  );
  return scope;
}
