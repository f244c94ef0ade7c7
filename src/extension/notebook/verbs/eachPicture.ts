import type { ChatTurn } from '../../../engine/api/answerApi.ts';
import { ExtensionError } from '../../extensionError.ts';
import type { CellResult, CellWork, Following } from './cellWork.ts';
import { askSideBySide } from './sideBySide.ts';

/** `%each`: the same question about each picture of the cell by itself. */
export async function eachPicture(work: CellWork, following: Following): Promise<CellResult> {
  const { images = [], text = '' } = work.turns.at(-1) ?? {};
  if (images.length === 0) throw new ExtensionError('cell/each-without-pictures', undefined);
  const model = await work.findModel(work.model);
  const question = text.replaceAll('<image>', '').trim();
  const all = images.map((image, index) => {
    const own: ChatTurn = { role: 'user', text: question, images: [image] };
    return { name: work.names[index] ?? '', model, turns: [...work.turns.slice(0, -1), own] };
  });
  return askSideBySide(work, following, { of: 'pictures', all });
}
