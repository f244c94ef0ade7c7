import * as vscode from 'vscode';
import { baseName } from '../baseName.ts';
import { ExtensionError } from '../extensionError.ts';
import { refusalOf } from '../refusal.ts';
import type { ExplorerModel } from './explorerModel.ts';

/** Saves a file that the page has made where the user says. */
export async function saveMade(name: string, bytes: Uint8Array): Promise<void> {
  const to = await vscode.window.showSaveDialog({ defaultUri: proposal(name) });
  if (to) await saving(to, () => vscode.workspace.fs.writeFile(to, bytes));
}

/** Saves the vectors of all layers, of two models in a file each: both name their layers alike. */
export async function saveVectors(models: readonly ExplorerModel[]): Promise<void> {
  const taken = models.flatMap(({ survey, file }) => (survey ? [{ model: baseName(survey.model), file }] : []));
  for (const { model, file } of taken) {
    const name = taken.length > 1 ? `embedding-layers-${model.replace(/[^\w.-]+/g, '-')}` : 'embedding-layers';
    const title = vscode.l10n.t('Save the vectors of {0}', model);
    const to = await vscode.window.showSaveDialog({ title, defaultUri: proposal(`${name}.safetensors`) });
    if (!to) return;
    await saving(to, () => vscode.workspace.fs.copy(vscode.Uri.file(file), to, { overwrite: true }));
  }
}

async function saving(to: vscode.Uri, save: () => Thenable<void>): Promise<void> {
  try {
    await save();
  } catch (error) {
    const path = to.scheme === 'file' ? to.fsPath : to.path;
    throw new ExtensionError('file/not-saved', { path, reason: refusalOf(error) }, { cause: error });
  }
}

function proposal(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(process.cwd());
  return vscode.Uri.joinPath(folder, name);
}
