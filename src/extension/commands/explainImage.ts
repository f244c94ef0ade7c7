import * as vscode from 'vscode';
import { imageEndings } from '../images/imageFiles.ts';
import type { Settings } from '../settings/settings.ts';
import { AnswerPanel } from '../webviews/answerPanel.ts';
import type { ImageQuestion } from '../webviews/imageQuestion.ts';

/** What explaining pictures needs. */
export interface Explaining {
  extensionUri: vscode.Uri;
  answer: ImageQuestion;
  settings: () => Settings;
}

/** *HoVLE: Explain Image*: the selected files of the Explorer, else the picture in the active tab, else files to choose. */
export async function explainImage(parts: Explaining, clicked?: unknown, selected?: unknown): Promise<void> {
  const images = uris(selected) ?? uris([clicked]) ?? uris([activeImage()]) ?? (await chooseImages());
  if (!images) return;
  new AnswerPanel(parts.extensionUri, images, parts.settings().explainQuestion, parts.answer);
}

/** Menus pass what was clicked and what is selected; a key binding passes anything. */
function uris(values: unknown): vscode.Uri[] | undefined {
  const found = Array.isArray(values) ? values.filter((value) => value instanceof vscode.Uri) : [];
  return found.length > 0 ? found : undefined;
}

function activeImage(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : undefined;
  return uri && isImage(uri) ? uri : undefined;
}

function chooseImages(): Thenable<vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    title: vscode.l10n.t('Images to explain'),
    canSelectMany: true,
    filters: { [vscode.l10n.t('Images')]: imageEndings },
  });
}

const isImage = (uri: vscode.Uri) => imageEndings.includes(uri.path.split('.').at(-1)?.toLowerCase() ?? '');
