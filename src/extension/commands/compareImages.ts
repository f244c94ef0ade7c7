import * as vscode from 'vscode';
import { chooseImages } from '../images/chosenImages.ts';
import { compareInNotebook } from './differenceNotebook.ts';
import type { Comparing } from './differenceNotebook.ts';

/** *Compare Images…*: what sets two pictures apart, and one question about several pictures at once. */
export async function compareImages(parts: Comparing, clicked?: unknown, selected?: unknown): Promise<void> {
  const first = await chooseImages(clicked, selected, vscode.l10n.t('Images to compare'));
  const images = first?.length === 1 ? await chooseMore(first) : first;
  if (!images || images.length < 2) return;
  const pictures = images.map((uri) => ({ uri }));
  await compareInNotebook(parts, pictures, vscode.l10n.t('What is the same in these images, and what is different?'));
}

async function chooseMore(images: vscode.Uri[]): Promise<vscode.Uri[]> {
  const title = vscode.l10n.t('Images to compare it with');
  const more = await vscode.window.showOpenDialog({
    title,
    canSelectMany: true,
    defaultUri: vscode.Uri.joinPath(images[0]!, '..'),
  });
  return [...images, ...(more ?? [])];
}
