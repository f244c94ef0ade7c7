import * as vscode from 'vscode';
import { imageEndings, isImageName } from './imageFiles.ts';

/** The pictures a command is about: the selected files of the Explorer, else the one in the active tab, else files to choose. */
export async function chooseImages(
  clicked: unknown,
  selected: unknown,
  title: string,
): Promise<vscode.Uri[] | undefined> {
  return uris(selected) ?? uris([clicked]) ?? uris([activeImage()]) ?? (await askForImages(title));
}

/** Menus pass what was clicked and what is selected; a key binding passes anything. */
function uris(values: unknown): vscode.Uri[] | undefined {
  const found = Array.isArray(values) ? values.filter((value) => value instanceof vscode.Uri) : [];
  return found.length > 0 ? found : undefined;
}

function activeImage(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : undefined;
  return uri && isImageName(uri.path) ? uri : undefined;
}

function askForImages(title: string): Thenable<vscode.Uri[] | undefined> {
  const filters = { [vscode.l10n.t('Images')]: imageEndings };
  return vscode.window.showOpenDialog({ title, canSelectMany: true, filters });
}
