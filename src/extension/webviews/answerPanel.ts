import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { readFromAnswerPanel } from '../../webview/protocol.ts';
import type { AnswerCard, AnswerPanelState, FromAnswerPanel, ToAnswerPanel } from '../../webview/protocol.ts';
import { baseName } from '../baseName.ts';
import { errorText, isCancelled } from '../errorText.ts';
import { endNote, stageText } from '../notebook/answerText.ts';
import { provenance } from '../notebook/provenance.ts';
import { throttle } from '../notebook/throttle.ts';
import type { ImageQuestion } from './imageQuestion.ts';
import { createPanel, fillPanel } from './panel.ts';

/** Shows pictures beside what the model says about each, and asks again when the user changes the question. */
export class AnswerPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #images: readonly vscode.Uri[];
  readonly #answer: ImageQuestion;
  readonly #posts = throttle<AnswerPanelState>(
    async (state) => {
      await this.#panel.webview.postMessage({ kind: 'state', state } satisfies ToAnswerPanel);
    },
    () => sleep(postPauseMs),
  );
  #state: AnswerPanelState;
  #running: AbortController | undefined;

  constructor(extensionUri: vscode.Uri, images: readonly vscode.Uri[], question: string, answer: ImageQuestion) {
    this.#images = images;
    this.#answer = answer;
    const readable = images.map((image) => vscode.Uri.joinPath(image, '..'));
    this.#panel = createPanel('answerPanel', titleOf(images));
    fillPanel(this.#panel, { extensionUri, name: 'answerPanel', readable });
    this.#state = { question, isRunning: false, cards: images.map((image) => this.#newCard(image)) };
    this.#panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(readFromAnswerPanel(message)));
    this.#panel.onDidDispose(() => this.#close());
    void this.#ask(question);
  }

  #receive(message: FromAnswerPanel | undefined): void {
    if (message?.kind === 'ready') this.#posts.push(this.#state);
    if (message?.kind === 'stop') this.#running?.abort();
    if (message?.kind === 'ask' && !this.#running) void this.#ask(message.question);
    if (message?.kind === 'copy') void vscode.env.clipboard.writeText(this.#state.cards[message.card]?.text ?? '');
  }

  /** Asks about one picture after another. A picture that fails does not keep the others from their answer. */
  async #ask(question: string): Promise<void> {
    this.#running = new AbortController();
    const { signal } = this.#running;
    this.#update({ question, isRunning: true, cards: this.#images.map((image) => this.#newCard(image)) });
    for (const index of this.#images.keys()) await this.#askAbout(index, question, signal);
    this.#running = undefined;
    this.#update({ isRunning: false });
  }

  async #askAbout(index: number, question: string, signal: AbortSignal): Promise<void> {
    const change = (some: Partial<AnswerCard>) => this.#updateCard(index, some);
    change({ state: 'running' });
    try {
      signal.throwIfAborted();
      const answer = await this.#answer(this.#images[index]!, question, {
        signal,
        onTrained: (isTrained) => change({ isTrained }),
        onProgress: (progress) => {
          if (progress.kind === 'stage') change({ note: stageText(progress) });
          else change({ text: this.#state.cards[index]!.text + progress.text, note: '' });
        },
      });
      const note = [endNote(answer), provenance(answer)].filter((part) => part !== '').join(' ');
      change({ state: 'done', text: answer.text, note, isTrained: answer.trained });
    } catch (error) {
      if (signal.aborted || isCancelled(error)) change({ state: 'done', note: vscode.l10n.t('Stopped.') });
      else change({ state: 'failed', note: errorText(error) });
    }
  }

  #updateCard(index: number, some: Partial<AnswerCard>): void {
    this.#update({ cards: this.#state.cards.map((card, at) => (at === index ? { ...card, ...some } : card)) });
  }

  #update(some: Partial<AnswerPanelState>): void {
    this.#state = { ...this.#state, ...some };
    this.#posts.push(this.#state);
  }

  #newCard(image: vscode.Uri): AnswerCard {
    const imageUri = this.#panel.webview.asWebviewUri(image).toString();
    return { name: baseName(image.path), imageUri, text: '', note: '', state: 'waiting', isTrained: true };
  }

  #close(): void {
    this.#running?.abort();
    // A post that the closing panel no longer takes is no loss.
    this.#posts.stop().catch(() => undefined);
  }
}

/** Ten times a second looks alive. */
const postPauseMs = 100;

function titleOf(images: readonly vscode.Uri[]): string {
  const [first] = images;
  if (images.length === 1 && first) return vscode.l10n.t('Explain {0}', baseName(first.path));
  return vscode.l10n.t('Explain {0} images', images.length);
}
