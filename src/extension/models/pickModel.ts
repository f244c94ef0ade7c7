import path from 'node:path';
import * as vscode from 'vscode';
import type { ModelSummary } from '../../engine/api/modelApi.ts';
import { addModelFolder, chooseModel } from '../settings/editorSettings.ts';
import { findModel } from './findModel.ts';
import { modelItem } from './modelItem.ts';
import type { ModelShelf } from './modelShelf.ts';

/** Lets the user choose among the models on this machine, or name the folder of another. */
export async function pickModel(models: ModelShelf, chosen: string): Promise<void> {
  const choice = await vscode.window.showQuickPick(listModels(models, chosen), {
    title: vscode.l10n.t('HoVLE: Select Model'),
    placeHolder: vscode.l10n.t('The model that answers questions'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (choice?.isBrowse) await browse();
  else if (choice?.model) await chooseModel(choice.model);
}

/** Lets the user name a model for one purpose; what answers questions stays as it is. Its name or folder. */
export async function askForModel(models: ModelShelf, placeHolder: string): Promise<string | undefined> {
  const options = { placeHolder, matchOnDescription: true, matchOnDetail: true };
  const choice = await vscode.window.showQuickPick(listModels(models, ''), options);
  return choice?.isBrowse ? (await chooseFolder())?.fsPath : choice?.model;
}

interface Choice extends vscode.QuickPickItem {
  model?: string;
  isBrowse?: boolean;
}

async function listModels(models: ModelShelf, chosen: string): Promise<Choice[]> {
  const found = await models.list();
  const current = currentOf(chosen, found);
  const choices = found.map((model) => {
    const choice = toChoice(model, found, current);
    // Where the extension lies says nothing to who chooses.
    return models.isShipped(model) ? { ...choice, detail: vscode.l10n.t('comes with HoVLE') } : choice;
  });
  return [...choices, separator, browseChoice];
}

/** The name says enough where only one model has it. */
function toChoice(model: ModelSummary, all: ModelSummary[], current: ModelSummary | undefined): Choice {
  const isOnly = all.filter(({ name }) => name === model.name).length === 1;
  const { name, icon, description, detail } = modelItem(model);
  const label = `$(${model === current ? 'check' : icon}) ${name}`;
  return { label, description, detail, model: isOnly ? name : model.folder };
}

function currentOf(chosen: string, models: ModelSummary[]): ModelSummary | undefined {
  try {
    return findModel(chosen, models);
  } catch {
    // None is marked where the chosen one is gone: that is what this list is opened for.
    return undefined;
  }
}

const separator: Choice = { label: '', kind: vscode.QuickPickItemKind.Separator };
const browseChoice: Choice = { label: `$(folder-opened) ${vscode.l10n.t('Browse…')}`, isBrowse: true };

async function browse(): Promise<void> {
  const folder = await chooseFolder();
  if (!folder) return;
  await addModelFolder(path.dirname(folder.fsPath));
  await chooseModel(folder.fsPath);
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Folder of a checkpoint (with config.json and .safetensors files)'),
      canSelectFolders: true,
      canSelectFiles: false,
    })) ?? [];
  return folder;
}
