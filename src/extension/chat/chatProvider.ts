import * as vscode from 'vscode';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import { abortOn } from '../abortOn.ts';
import type { Ask } from '../asker.ts';
import { editorsError } from '../editorsError.ts';
import { generationOf } from '../explain/askAboutImages.ts';
import type { ModelShelf } from '../models/modelShelf.ts';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import type { Settings } from '../settings/settings.ts';
import { chatModels, type ChatModel, type RememberedModels } from './chatModels.ts';
import { chatOptions } from './chatOptions.ts';
import { readMessage } from './chatParts.ts';
import { chatTurns } from './chatTurns.ts';

/** What answering chats takes. */
export interface ChatParts {
  ask: Ask;
  engine: Pick<EngineApi, 'countTokens'>;
  models: ModelShelf;
  remembered: RememberedModels;
  settings: () => Settings;
}

/** Offers the models on this machine to the editor's chat and to other extensions: words and pictures in, words out. */
export function registerChatProvider(parts: ChatParts): Closable {
  const scope = new Scope();
  const changed = scope.add(new vscode.EventEmitter<void>());
  let isStale = false;
  scope.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!['hovle.model', 'hovle.modelFolders', 'hovle.maxTokens'].some((key) => event.affectsConfiguration(key)))
        return;
      isStale = true;
      changed.fire();
    }),
  );
  const provider: vscode.LanguageModelChatProvider<ChatModel> = {
    onDidChangeLanguageModelChatInformation: changed.event,
    provideLanguageModelChatInformation: async ({ silent }) => {
      const known = silent && !isStale ? parts.remembered.get() : [];
      if (known.length > 0) return known;
      isStale = false;
      return listModels(parts);
    },
    provideLanguageModelChatResponse: (...[model, messages, options, progress, token]: ResponseArguments) =>
      answer(parts, { model, messages, options, progress, token }),
    provideTokenCount: (model, text) => countTokens(parts, model, text),
  };
  scope.add(vscode.lm.registerLanguageModelChatProvider('hovle', provider));
  return scope;
}

/** What the editor passes for an answer. */
type ResponseArguments = Parameters<vscode.LanguageModelChatProvider<ChatModel>['provideLanguageModelChatResponse']>;

async function listModels({ models, settings, remembered }: ChatParts): Promise<ChatModel[]> {
  const found = chatModels(await models.list(), settings().maxTokens);
  await remembered.keep(found);
  return found;
}

interface ChatRequest {
  model: ChatModel;
  messages: readonly vscode.LanguageModelChatRequestMessage[];
  options: vscode.ProvideLanguageModelChatResponseOptions;
  progress: vscode.Progress<vscode.LanguageModelResponsePart>;
  token: vscode.CancellationToken;
}

async function answer({ ask, settings }: ChatParts, request: ChatRequest): Promise<void> {
  const { model, messages, options, progress, token } = request;
  const abort = abortOn(token);
  try {
    const turns = chatTurns(messages.map(readMessage));
    const own = chatOptions(options.modelOptions ?? {}, model.maxOutputTokens);
    await ask(
      { ...generationOf(settings()), ...own, model: model.folder, turns },
      {
        signal: abort.signal,
        onProgress: (step) => {
          // What the engine sent before it heard of the end: the editor takes no more.
          if (token.isCancellationRequested) return;
          if (step.kind === 'text') progress.report(new vscode.LanguageModelTextPart(step.text));
        },
      },
    );
  } catch (error) {
    throw editorsError(error);
  } finally {
    abort.dispose();
  }
}

/** By the model's own tokenizer, and by the tiles that each picture is cut into. */
async function countTokens(
  { engine, settings }: ChatParts,
  { folder }: ChatModel,
  content: string | vscode.LanguageModelChatRequestMessage,
): Promise<number> {
  const { maxTiles } = settings();
  try {
    const parts = typeof content === 'string' ? [{ text: content }] : readMessage(content).parts;
    const images = parts.filter((part) => 'bytes' in part);
    const text = parts.flatMap((part) => ('text' in part ? [part.text] : [])).join('\n');
    return await engine.countTokens({ model: folder, text, images, ...(maxTiles ? { maxTiles } : {}) });
  } catch (error) {
    throw editorsError(error);
  }
}
