import type { Answer, AskProgress, AskRequest } from '../../engine/api/answerApi.ts';
import type { ImageSource } from '../../engine/api/imageApi.ts';
import type { Occasion } from '../../engine/api/wordings.ts';
import type { Ask } from '../asker.ts';
import type { ModelShelf } from '../models/modelShelf.ts';
import type { Settings } from '../settings/settings.ts';

/** A question about pictures that lie ready. */
export interface ImagesQuestion {
  images: readonly ImageSource[];
  question: string;
  /** Where these are our own words: the model may have been taught others. */
  occasion?: Occasion;
  /** Less than the setting, for answers that are to be short. */
  maxTokens?: number;
  signal?: AbortSignal;
  onProgress?: (progress: AskProgress) => void;
}

/** Asks something about pictures; the chosen model answers, with the current settings. */
export type AskAboutImages = (question: ImagesQuestion) => Promise<Answer>;

/** Makes the one way by which hovers, descriptions, commands and tools ask. */
export function createAskAboutImages(
  ask: Ask,
  models: Pick<ModelShelf, 'find'>,
  settings: () => Settings,
): AskAboutImages {
  return async ({ images, question, occasion, maxTokens, signal, onProgress }) => {
    const { folder, wordings } = await models.find(undefined, '');
    const own = maxTokens === undefined ? {} : { maxTokens };
    const turns = [
      { role: 'user' as const, text: (occasion && wordings?.[occasion]) ?? question, images: [...images] },
    ];
    const request = { model: folder, turns, ...generationOf(settings()), ...own };
    return ask(request, { ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) });
  };
}

/** What the settings say of how answers are made. */
export function generationOf(settings: Settings): Omit<AskRequest, 'model' | 'turns'> {
  const { maxTokens, temperature, device, precision, maxTiles } = settings;
  const optional = { ...(precision ? { precision } : {}), ...(maxTiles ? { maxTiles } : {}) };
  return { maxTokens, temperature, device, ...optional };
}
