import * as vscode from 'vscode';
import { baseName } from '../baseName.ts';
import { errorText } from '../errorText.ts';
import { ExtensionError } from '../extensionError.ts';
import { refusalOf } from '../refusal.ts';
import { copyWhole, writeWhole } from '../writeWhole.ts';
import type { ExplorerModel } from './explorerModel.ts';

/** Saves a file that the page has made where the user says. */
export async function saveMade(name: string, bytes: Uint8Array): Promise<void> {
  await saveAs({ defaultUri: proposal(name) }, (to) => writeWhole(to, bytes));
}

/** Saves the vectors of all layers, of two models in a file each: both name their layers alike. */
export async function saveVectors(models: readonly ExplorerModel[]): Promise<void> {
  const taken = models.flatMap(({ survey, file }) => (survey ? [{ model: baseName(survey.model), file }] : []));
  for (const { model, file } of taken) {
    const name = taken.length > 1 ? `embedding-layers-${model.replace(/[^\w.-]+/g, '-')}` : 'embedding-layers';
    const title = vscode.l10n.t('Save the vectors of {0}', model);
    const options = { title, defaultUri: proposal(`${name}.safetensors`) };
    if (!(await saveAs(options, (to) => copyWhole(vscode.Uri.file(file), to)))) return;
  }
}

/** Whether it was saved. Where that fails this is said, and the user may name another place. */
async function saveAs(options: vscode.SaveDialogOptions, save: (to: vscode.Uri) => Thenable<void>): Promise<boolean> {
  const to = await vscode.window.showSaveDialog(options);
  if (!to) return false;
  try {
    await save(to);
    return true;
  } catch (error) {
    const path = to.scheme === 'file' ? to.fsPath : to.path;
    const failure = new ExtensionError('file/not-saved', { path, reason: refusalOf(error) }, { cause: error });
    const elsewhere = vscode.l10n.t('Save Elsewhere…');
    const chosen = await vscode.window.showErrorMessage(errorText(failure), elsewhere);
    return chosen === elsewhere && saveAs(options, save);
  }
}

function proposal(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(process.cwd());
  return vscode.Uri.joinPath(folder, name);
}
