import { existsSync } from 'node:fs';
import type * as vscode from 'vscode';
import type { ModelSummary } from '../../engine/api/modelApi.ts';
import { localise } from '../localise.ts';
import { shortCount } from '../models/modelItem.ts';

/** A model as the editor's chat lists it. The editor hands it back when the model is asked. */
export interface ChatModel extends vscode.LanguageModelChatInformation {
  /** Of the checkpoint. */
  folder: string;
}

/** The models that can be asked, with their true limits. An answer gets `maxTokens` where half of the context holds them. */
export function chatModels(models: readonly ModelSummary[], maxTokens: number): ChatModel[] {
  const usable = models.filter(({ problem, contextTokens }) => problem === undefined && contextTokens > 1);
  return usable.map((model) => {
    const { folder, name, layout, parameterCount, trained, contextTokens } = model;
    const isOnly = usable.filter((other) => other.name === name).length === 1;
    const maxOutputTokens = Math.min(maxTokens, Math.floor(contextTokens / 2));
    return {
      ...{ id: isOnly ? name : folder, name, family: layout, version: '1', folder, maxOutputTokens },
      maxInputTokens: contextTokens - maxOutputTokens,
      detail: trained ? shortCount(parameterCount) : localise('untrained'),
      tooltip: localise('{0}: runs on this machine; nothing is sent anywhere.', folder),
      capabilities: { imageInput: true, toolCalling: false },
    };
  });
}

/**
 * The models of an earlier session, so that an editor that merely opens its chat starts no engine. The list is for the
 * version that wrote it, and those whose folder has gone are left out.
 */
export class RememberedModels {
  readonly #storage: Pick<vscode.Memento, 'get' | 'update'>;
  readonly #key: string;

  constructor(storage: Pick<vscode.Memento, 'get' | 'update'>, version: string) {
    this.#storage = storage;
    this.#key = `chat models ${version}`;
  }

  get(): ChatModel[] {
    return this.#storage.get<ChatModel[]>(this.#key, []).filter(({ folder }) => existsSync(folder));
  }

  async keep(models: readonly ChatModel[]): Promise<void> {
    await this.#storage.update(this.#key, models);
  }
}
