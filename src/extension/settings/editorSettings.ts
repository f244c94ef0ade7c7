import * as vscode from 'vscode';
import { readSettings } from './settings.ts';
import type { Settings } from './settings.ts';

/** The settings as they are now. */
export function currentSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration('hovle');
  return readSettings((key) => configuration.get(key));
}

/** Sets the model where it is set already, else for the user. */
export async function chooseModel(model: string): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('hovle');
  const isInWorkspace = configuration.inspect('model')?.workspaceValue !== undefined;
  const target = isInWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await configuration.update('model', model, target);
}

/** Adds a folder in which models are looked for. */
export async function addModelFolder(folder: string): Promise<void> {
  const { modelFolders } = currentSettings();
  if (modelFolders.includes(folder)) return;
  const configuration = vscode.workspace.getConfiguration('hovle');
  await configuration.update('modelFolders', [...modelFolders, folder], vscode.ConfigurationTarget.Global);
}

/** Sets where the model runs, for this machine. */
export async function chooseDevice(device: string): Promise<void> {
  await vscode.workspace.getConfiguration('hovle').update('device', device, vscode.ConfigurationTarget.Global);
}
