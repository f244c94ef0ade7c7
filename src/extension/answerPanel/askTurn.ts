import * as vscode from 'vscode';
import type { Answer, AskProgress, ChatTurn } from '../../engine/api/answerApi.ts';
import type { Ask } from '../asker.ts';
import { generationOf } from '../explain/askAboutImages.ts';
import { loadImage } from '../images/loadImage.ts';
import type { ModelShelf } from '../models/modelShelf.ts';
import type { Settings } from '../settings/settings.ts';
import { contextOf } from './context.ts';
import type { ContextTurn } from './context.ts';
import type { Conversation } from './conversation.ts';

/** What asking takes. */
export interface Asking {
  ask: Ask;
  models: ModelShelf;
  settings: () => Settings;
}

/** How an answer is followed. */
export interface Following {
  signal: AbortSignal;
  onProgress: (progress: AskProgress) => void;
  /** Called before the first word. */
  onTrained: (isTrained: boolean) => void;
}

/** Asks the question at a place of a conversation, with what was said before it; the chosen model answers. */
export async function askTurn(
  { ask, models, settings }: Asking,
  conversation: Conversation,
  at: number,
  { signal, onProgress, onTrained }: Following,
): Promise<Answer> {
  const { folder, trained } = await models.find(undefined, '');
  onTrained(trained);
  const context = contextOf(conversation, at);
  const turns = (await Promise.all(context.map((turn, index) => toTurns(turn, index === context.length - 1)))).flat();
  const draw = conversation.turns[at]?.draw;
  return ask({ model: folder, turns, ...generationOf(settings()), ...draw }, { signal, onProgress });
}

async function toTurns({ turn, pictures }: ContextTurn, isLast: boolean): Promise<ChatTurn[]> {
  const images = await Promise.all(pictures.map(({ uri, page }) => loadImage(vscode.Uri.parse(uri, true), page)));
  const question: ChatTurn = { role: 'user', text: turn.question, images };
  return isLast ? [question] : [question, { role: 'assistant', text: turn.text }];
}
