import { captionPictures } from './captionPictures.ts';
import type { CellVerb } from './cellVerb.ts';
import { answerCell } from './cellWork.ts';
import type { CellResult, CellWork, Following, Verb } from './cellWork.ts';
import { compareModels } from './compareModels.ts';
import { eachPicture } from './eachPicture.ts';
import { embedPictures } from './embedPictures.ts';
import { jsonAnswer } from './jsonAnswer.ts';
import { mapWords } from './mapWords.ts';

/** Does what a cell says: the verb it names, else one answer. */
export function doCell(verb: CellVerb | undefined, work: CellWork, following: Following): Promise<CellResult> {
  if (!verb) return answerCell(work, following, undefined);
  // The row of a kind takes wishes of that kind; TypeScript cannot follow the pair through the lookup.
  return (verbs[verb.kind] as Verb<CellVerb>)(work, following, verb);
}

const verbs: { readonly [kind in CellVerb['kind']]: Verb<Extract<CellVerb, { kind: kind }>> } = {
  json: jsonAnswer,
  caption: captionPictures,
  compare: compareModels,
  each: eachPicture,
  map: mapWords,
  embed: embedPictures,
  train: ({ training }, following, wish) => training.train(wish, following),
  evaluate: (work, following, wish) => work.training.evaluate(work, wish, following),
};
