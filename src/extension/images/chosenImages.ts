import * as vscode from 'vscode';
import { endingOf, imageEndings } from './imageFiles.ts';

/** The pictures a command is about: the selected files of the Explorer, else the one in the active tab, else files to choose. */
export async function chooseImages(
  clicked: unknown,
  selected: unknown,
  title: string,
  endings: readonly string[] = imageEndings,
): Promise<vscode.Uri[] | undefined> {
  return uris(selected) ?? uris([clicked]) ?? uris([activeImage(endings)]) ?? (await askForImages(title, endings));
}

/** Menus pass what was clicked and what is selected; a key binding passes anything. */
function uris(values: unknown): vscode.Uri[] | undefined {
  const found = Array.isArray(values) ? values.filter((value) => value instanceof vscode.Uri) : [];
  return found.length > 0 ? found : undefined;
}

function activeImage(endings: readonly string[]): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri = uriOf(input);
  return uri && endings.includes(endingOf(uri.path)) ? uri : undefined;
}

/** Of two versions beside each other, the newer. */
function uriOf(input: unknown): vscode.Uri | undefined {
  if (input instanceof vscode.TabInputTextDiff) return input.modified;
  return input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : undefined;
}

function askForImages(title: string, endings: readonly string[]): Thenable<vscode.Uri[] | undefined> {
  const filters = { [vscode.l10n.t('Images')]: [...endings] };
  return vscode.window.showOpenDialog({ title, canSelectMany: true, filters });
}
