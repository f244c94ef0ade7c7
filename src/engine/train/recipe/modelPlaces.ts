import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EngineError } from '../../api/errors.ts';
import { openCheckpoint } from '../../checkpoint/openCheckpoint.ts';
import { readTokenizer } from '../../text/readTokenizer.ts';
import { checkData, checkFile, checkPicture } from './dataPlaces.ts';
import { stageName, type ModelRecipe, type NewModelRecipe, type Recipe, type StageRecipe } from './recipe.ts';

/** Where a recipe's names lead. */
export interface Places {
  /** Folder that the recipe's paths are relative to. */
  readonly base: string;
  /** Folder of the models that come with the program. */
  readonly shippedModels?: string;
}

/** A model's folder: what an earlier stage made, a folder by its path, or a model that comes with the program. */
export function modelPlace(name: string, { base, shippedModels }: Places, made: ReadonlyMap<string, string>): string {
  const folder = made.get(name) ?? resolve(base, name);
  if (existsSync(folder)) return folder;
  const shipped = shippedModels !== undefined && existsSync(shippedModels) ? readdirSync(shippedModels) : [];
  if (!shipped.includes(name)) throw new EngineError('train/no-such-model', { model: name, folder, shipped });
  // Only with a folder are there names.
  return join(shippedModels!, name);
}

/** Refuses a recipe that names a model, a tokenizer, a file, data or a picture that is not there, before anything is made for it. */
export async function checkPlaces(recipe: Recipe, places: Places): Promise<void> {
  const earlier = new Set<string>();
  for (const stage of recipe.stages) {
    const start = stage.model ?? (earlier.size === 0 ? recipe.model : [...earlier].at(-1));
    if (start === undefined) throw new EngineError('train/no-model', undefined);
    for (const name of modelsOf(stage, start)) if (!earlier.has(name)) await checkModel(modelPlace(name, places, none));
    if (typeof start !== 'string') await checkNew(start, places, earlier);
    for (const data of stage.data) await checkData(data);
    earlier.add(stageName(stage));
  }
  for (const { picture } of recipe.pinned) checkPicture(resolve(places.base, picture));
}

const none: ReadonlyMap<string, string> = new Map();

/** What a stage that begins from `start` names as models: that one, or what a new one takes weights from, and its teacher. */
export function modelsOf({ teacher }: StageRecipe, start: ModelRecipe | undefined): string[] {
  const own = typeof start === 'object' ? start.from : start;
  return [own, teacher].filter((name) => name !== undefined);
}

async function checkModel(folder: string): Promise<void> {
  await (await openCheckpoint(folder)).close();
}

/** What a new model is made of. */
async function checkNew(
  { config, tokenizer }: NewModelRecipe,
  places: Places,
  earlier: ReadonlySet<string>,
): Promise<void> {
  checkFile(resolve(places.base, config));
  if (typeof tokenizer === 'string') {
    if (!earlier.has(tokenizer)) await readTokenizer(modelPlace(tokenizer, places, none));
    return;
  }
  if (tokenizer.sentences !== undefined) checkFile(resolve(places.base, tokenizer.sentences));
  for (const data of tokenizer.data) await checkData(data);
}
