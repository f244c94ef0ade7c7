import * as vscode from 'vscode';
import type { EngineApi } from '../../engine/api/engineApi.ts';

/** *Start Engine*: so that the first question finds it running. */
export async function startEngine(engine: EngineApi): Promise<void> {
  const title = vscode.l10n.t('Starting the engine');
  const { processId, memoryBytes } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title },
    () => engine.status(),
  );
  const megabytes = Math.round(memoryBytes / 1e6);
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The engine is running (process {0}, {1} MB).', processId, megabytes),
  );
}
