import * as vscode from 'vscode';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import { addModelFolder, chooseModel } from '../settings/editorSettings.ts';
import { ExtensionError } from '../extensionError.ts';

/** *Import Model Folder…*: makes the models in a folder known, and chooses the one if there is only one. */
export async function importModelFolder(engine: EngineApi): Promise<void> {
  const title = vscode.l10n.t('Folder with a checkpoint, or with folders of checkpoints');
  const [folder] = (await vscode.window.showOpenDialog({ title, canSelectFolders: true, canSelectFiles: false })) ?? [];
  if (!folder) return;
  const found = (await engine.listModels([folder.fsPath])).filter(({ problem }) => problem === undefined);
  const [first] = found;
  if (!first) throw new ExtensionError('model/none-in-folder', { folder: folder.fsPath });
  await addModelFolder(folder.fsPath);
  if (found.length === 1) await chooseModel(first.folder);
  const names = found.map(({ name }) => name).join(', ');
  void vscode.window.showInformationMessage(vscode.l10n.t('Models that can be chosen now: {0}.', names));
}
