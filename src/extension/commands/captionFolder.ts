import * as vscode from 'vscode';
import type { ModelShelf } from '../models/modelShelf.ts';
import { literalGlob } from '../notebook/splitGlob.ts';
import { askInNotebook } from './questionNotebook.ts';

/**
 * *Caption Folder…*: a table with one caption a picture, and a file with the same where one is wanted. Cells write only where their
 * notebook lies: of a folder elsewhere there is the table.
 */
export async function captionFolder(models: Pick<ModelShelf, 'wordings'>, clicked?: unknown): Promise<void> {
  const folder = clicked instanceof vscode.Uri ? clicked : await chooseFolder();
  if (!folder) return;
  const place = placeInWorkspace(folder);
  const target = place === undefined ? '' : await chooseTarget(place);
  if (target === undefined) return;
  const glob = `${literalGlob(place ?? withSlash(folder.fsPath.replaceAll('\\', '/')))}*`;
  const { caption = vscode.l10n.t('Describe this image in one sentence.') } = await models.wordings();
  await askInNotebook([], `%caption ${glob}${target}\n${caption}`);
}

/** From the folder where unsaved notebooks are: empty, or with a slash behind it. */
function placeInWorkspace(folder: vscode.Uri): string | undefined {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (root?.scheme !== folder.scheme || root.authority !== folder.authority) return undefined;
  const from = withSlash(root.path);
  return withSlash(folder.path).startsWith(from) ? withSlash(folder.path).slice(from.length) : undefined;
}

const withSlash = (path: string) => `${path.replace(/\/$/, '')}/`;

/** What stands behind the pattern. */
async function chooseTarget(place: string): Promise<string | undefined> {
  const title = vscode.l10n.t('Where the captions are written');
  const choice = await vscode.window.showQuickPick(files(), { title });
  if (!choice) return undefined;
  return choice.ending === '' ? '' : ` > ${place}captions.${choice.ending}`;
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const title = vscode.l10n.t('Folder with images');
  const [folder] = (await vscode.window.showOpenDialog({ title, canSelectFolders: true, canSelectFiles: false })) ?? [];
  return folder;
}

function files(): (vscode.QuickPickItem & { ending: string })[] {
  return [
    { label: vscode.l10n.t('Only in the notebook'), ending: '' },
    { label: 'captions.csv', ending: 'csv' },
    { label: 'captions.jsonl', ending: 'jsonl' },
    { label: 'captions.txt', ending: 'txt' },
  ];
}
