import * as vscode from 'vscode';
import { chooseImages } from '../images/chosenImages.ts';
import { explainedEndings } from '../images/imageFiles.ts';
import type { ModelShelf } from '../models/modelShelf.ts';
import type { Settings } from '../settings/settings.ts';

/** What explaining pictures needs. */
export interface Explaining {
  /** Opens a panel that asks the same about each picture. */
  explain: (images: readonly vscode.Uri[], question: string) => Promise<void>;
  settings: () => Settings;
  models: Pick<ModelShelf, 'wordings'>;
}

/** *HoVLE: Explain Image*: the selected files of the Explorer, else the picture in the active tab, else files to choose. */
export async function explainImage(
  { explain, settings }: Explaining,
  clicked?: unknown,
  selected?: unknown,
): Promise<void> {
  const images = await chooseImages(clicked, selected, vscode.l10n.t('Images to explain'), explainedEndings);
  if (images) await explain(images, settings().explainQuestion);
}
