import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { errorText } from '../errorText.ts';
import { throttle } from '../notebook/throttle.ts';
import type { Conversation } from './conversation.ts';
import type { ConversationStore } from './conversationStore.ts';

/** Keeps a conversation on the disk as it grows: soon after each change, and at once where something has come to its end. */
export class ConversationSaves {
  readonly #store: ConversationStore;
  readonly #conversation: () => Conversation;
  readonly #soon = throttle<undefined>(
    () => this.now(),
    () => sleep(pauseMs),
  );
  /** What was removed from the list of conversations comes back only if it goes on. */
  #isSaved = true;
  #saving = Promise.resolve();

  constructor(store: ConversationStore, conversation: () => Conversation) {
    this.#store = store;
    this.#conversation = conversation;
  }

  /** The conversation has changed. */
  changed(): void {
    this.#isSaved = false;
    this.#soon.push(undefined);
  }

  /** One write at a time, so that what comes later is what stays. A failure is told here. */
  now(): Promise<void> {
    this.#saving = this.#saving
      .then(() => this.#save())
      .catch((error: unknown) => {
        void vscode.window.showWarningMessage(errorText(error));
      });
    return this.#saving;
  }

  async close(): Promise<void> {
    await this.#soon.stop();
    await this.now();
  }

  async #save(): Promise<void> {
    if (this.#isSaved) return;
    this.#isSaved = true;
    await this.#store.set(this.#conversation());
  }
}

const pauseMs = 500;
