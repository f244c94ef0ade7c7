import * as vscode from 'vscode';
import { readDocumentSettings } from './documentSettings.ts';
import type { DocumentSettings } from './documentSettings.ts';
import { placeOf } from './placeOf.ts';
import { readSettings } from './settings.ts';
import type { Settings } from './settings.ts';

/** The settings as they are now. */
export function currentSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration('hovle');
  return readSettings((key) => configuration.get(key));
}

/** The settings that hold for a document, which its folder may have set. */
export function settingsFor(document: vscode.Uri): DocumentSettings {
  const configuration = vscode.workspace.getConfiguration('hovle', document);
  return readDocumentSettings((key) => configuration.get(key));
}

/** Sets the model that answers. */
export function chooseModel(model: string): Promise<void> {
  return changeSetting('model', () => model);
}

/** Adds a folder in which models are looked for. */
export async function addModelFolder(folder: string): Promise<void> {
  if (currentSettings().modelFolders.includes(folder)) return;
  await changeSetting('modelFolders', (before) => [...folderTexts(before), folder]);
}

/** Sets where the model runs. */
export function chooseDevice(device: string): Promise<void> {
  return changeSetting('device', () => device);
}

/** Changes a setting where the change is felt; `change` is told what stands there. */
async function changeSetting(key: string, change: (before: unknown) => unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('hovle');
  const { isOfWorkspace, value } = placeOf(configuration.inspect(key));
  const target = isOfWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await configuration.update(key, change(value), target);
}

/** What stands in the settings may be anything. */
const folderTexts = (value: unknown): string[] => readSettings(() => value).modelFolders;
