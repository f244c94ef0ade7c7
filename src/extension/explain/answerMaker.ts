import { modelStamp } from '../models/modelStamp.ts';
import type { ModelShelf } from '../models/modelShelf.ts';
import type { Settings } from '../settings/settings.ts';

/** What decides how an answer comes out, besides the question. */
export interface MakerParts {
  models: Pick<ModelShelf, 'candidates'>;
  settings: () => Settings;
  /** The model that is shipped may be another in the next version. */
  version: string;
  /** In milliseconds. */
  clock: () => number;
}

/**
 * Names what would make an answer now: the model as its files are, and the settings that change its words. The engine is not
 * asked, and the disk only now and then: a hover shows what is kept at once.
 */
export function createAnswerMaker({ models, settings, version, clock }: MakerParts): () => Promise<string> {
  let stamped: { of: string; at: number; files: Promise<string> } | undefined;
  return async () => {
    const { model, modelFolders, precision, maxTiles, temperature } = settings();
    const of = JSON.stringify([model, modelFolders]);
    if (stamped?.of !== of || clock() - stamped.at >= rememberedMs)
      stamped = { of, at: clock(), files: models.candidates().then(modelStamp) };
    return JSON.stringify([model || version, await stamped.files, precision, maxTiles, temperature]);
  };
}

/** Hovers one after another find the model as it was; who trained it further does not wait for that. */
const rememberedMs = 2000;
