import type { CellVerb } from './cellVerb.ts';
import type { CellResult, CellWork, Following } from './cellWork.ts';
import { askSideBySide } from './sideBySide.ts';

/** `%compare`: the same question to several models. */
export async function compareModels(
  work: CellWork,
  following: Following,
  { models }: Extract<CellVerb, { kind: 'compare' }>,
): Promise<CellResult> {
  // A name that is not known is told before the first model works.
  const found = await Promise.all(models.map((model) => work.findModel(model)));
  const all = found.map((model) => ({ name: model.name, model, turns: work.turns }));
  return askSideBySide(work, following, { of: 'models', all });
}
