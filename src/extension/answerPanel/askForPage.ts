import * as vscode from 'vscode';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import { baseName } from '../baseName.ts';
import { loadImage } from '../images/loadImage.ts';

/** Asks which page of a document is meant, where it has more than one. Undefined if the user gives up. */
export async function askForPage(uri: vscode.Uri, renderPage: EngineApi['renderPage']): Promise<number | undefined> {
  const { pages } = await renderPage({ document: await loadImage(uri, 1), longestSide: 64 });
  if (pages === 1) return 1;
  const prompt = vscode.l10n.t('Which page of {0}? It has {1}.', baseName(uri.path), pages);
  const isPage = (text: string) => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= pages;
  const chosen = await vscode.window.showInputBox({
    title: vscode.l10n.t('Page of a document'),
    prompt,
    value: '1',
    validateInput: (text) => (isPage(text.trim()) ? undefined : vscode.l10n.t('A page from 1 to {0}', pages)),
  });
  return chosen === undefined ? undefined : Number(chosen);
}
