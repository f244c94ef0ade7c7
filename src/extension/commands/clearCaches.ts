import * as vscode from 'vscode';
import type { HoverParts } from '../hover/hoverParts.ts';

/** *HoVLE: Clear Caches*: forgets the answers and the copies of pictures that hovers keep. Models stay. */
export async function clearCaches({
  explanations,
  thumbnails,
}: Pick<HoverParts, 'explanations' | 'thumbnails'>): Promise<void> {
  await Promise.all([explanations.clear(), thumbnails.clear()]);
  void vscode.window.showInformationMessage(vscode.l10n.t('The answers that hovers kept are forgotten.'));
}
