import * as vscode from 'vscode';
import { differenceRemarks } from '../../engine/api/differenceRemarks.ts';
import { eachPictureRemark } from '../../engine/api/eachPictureRemark.ts';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import type { ImageSource } from '../../engine/api/imageApi.ts';
import { looksAtEach } from '../../engine/api/wordings.ts';
import { errorText } from '../errorText.ts';
import { loadImage } from '../images/loadImage.ts';
import { localisedMessage } from '../localisedMessage.ts';
import type { ModelShelf } from '../models/modelShelf.ts';
import { plainText } from '../notebook/plainText.ts';
import { askInNotebook } from './questionNotebook.ts';
import type { CellPicture } from './questionNotebook.ts';

/** What comparing pictures needs. */
export interface Comparing {
  engine: Pick<EngineApi, 'compareImages'>;
  models: Pick<ModelShelf, 'find'>;
}

/**
 * Opens a notebook about pictures that are compared: what sets two apart, measured, and the question about all, or, where the
 * model learned to look at fewer, one about each.
 */
export async function compareInNotebook(
  parts: Comparing,
  pictures: readonly CellPicture[],
  question: string,
): Promise<void> {
  const location = vscode.ProgressLocation.Window;
  const title = vscode.l10n.t('Comparing the pictures');
  const [difference, each] = await vscode.window.withProgress({ location, title }, () =>
    Promise.all([pictures.length === 2 ? measured(parts, pictures) : [], questionAboutEach(parts, pictures.length)]),
  );
  const note = [...difference, ...(each ? [each.why] : [])].map(plainText).join('\n\n');
  if (each) await askInNotebook(pictures, each.question, { note, directive: '%each' });
  else await askInNotebook(pictures, question, { note });
}

/** What is asked of each picture by itself, and why, where the model learned to look at fewer than there are. */
async function questionAboutEach({ models }: Comparing, pictures: number) {
  const { name, wordings = {} } = await models.find(undefined, '');
  if (!looksAtEach(wordings, pictures)) return undefined;
  const question = wordings.caption ?? vscode.l10n.t('Describe this image in one sentence.');
  return { question, why: localisedMessage(eachPictureRemark(name, wordings.pictures ?? 1, pictures)) };
}

/** Sentences about what sets the two apart, or why that is not known: the notebook opens all the same. */
async function measured({ engine }: Comparing, pictures: readonly CellPicture[]): Promise<string[]> {
  try {
    // There are two.
    const [before, after] = (await Promise.all(pictures.map(toSource))) as [ImageSource, ImageSource];
    return differenceRemarks(await engine.compareImages({ before, after })).map(localisedMessage);
  } catch (error) {
    return [vscode.l10n.t('What sets the pictures apart could not be measured. {0}', errorText(error))];
  }
}

async function toSource(picture: CellPicture): Promise<ImageSource> {
  return 'uri' in picture ? loadImage(picture.uri) : { bytes: picture.bytes, name: picture.name };
}
