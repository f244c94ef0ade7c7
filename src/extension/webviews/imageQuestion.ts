import type * as vscode from 'vscode';
import type { Answer, AskProgress } from '../../engine/api/engineApi.ts';
import type { Ask } from '../asker.ts';
import { loadImage } from '../images/loadImage.ts';
import type { ModelShelf } from '../models/modelShelf.ts';
import type { Settings } from '../settings/settings.ts';

/** How an answer about a picture is followed. */
export interface Following {
  signal: AbortSignal;
  onProgress: (progress: AskProgress) => void;
  /** Called before the first word. */
  onTrained: (isTrained: boolean) => void;
}

/** Asks something about one picture. */
export type ImageQuestion = (image: vscode.Uri, question: string, following: Following) => Promise<Answer>;

/** Questions about pictures, answered by the chosen model with the current settings. */
export function createImageQuestion(ask: Ask, models: ModelShelf, settings: () => Settings): ImageQuestion {
  return async (image, question, { signal, onProgress, onTrained }) => {
    const { maxTokens, temperature, device, precision, maxTiles } = settings();
    const { folder, trained } = await models.find(undefined, '');
    onTrained(trained);
    const turns = [{ role: 'user' as const, text: question, images: [await loadImage(image)] }];
    const optional = { ...(precision ? { precision } : {}), ...(maxTiles ? { maxTiles } : {}) };
    const request = { model: folder, turns, maxTokens, temperature, device, ...optional };
    return ask(request, { signal, onProgress });
  };
}
