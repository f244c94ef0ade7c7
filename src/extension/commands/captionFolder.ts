import * as vscode from 'vscode';
import { imageEndings } from '../images/imageFiles.ts';
import { askInNotebook } from './questionNotebook.ts';

/** *Caption Folder…*: a table with one caption a picture, and a file with the same where one is wanted. */
export async function captionFolder(clicked?: unknown): Promise<void> {
  const folder = clicked instanceof vscode.Uri ? clicked : await chooseFolder();
  const choice =
    folder && (await vscode.window.showQuickPick(files(), { title: vscode.l10n.t('Where the captions are written') }));
  if (!folder || !choice) return;
  const place = vscode.workspace.asRelativePath(folder, false).replaceAll('\\', '/');
  const glob = `${place}/*.{${imageEndings.join(',')}}`;
  const target = choice.ending === '' ? '' : ` > ${place}/captions.${choice.ending}`;
  await askInNotebook([], `%caption ${glob}${target}\n${vscode.l10n.t('Describe this image in one sentence.')}`);
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
