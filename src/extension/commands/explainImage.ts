import * as vscode from 'vscode';
import { chooseImages } from '../images/chosenImages.ts';
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
  const images = await chooseImages(clicked, selected, vscode.l10n.t('Images to explain'));
  if (!images) return;
  new AnswerPanel(parts.extensionUri, images, parts.settings().explainQuestion, parts.answer);
}
