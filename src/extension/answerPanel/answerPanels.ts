import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { baseName } from '../baseName.ts';
import { errorText } from '../errorText.ts';
import { readKeptConversation } from '../../webview/protocol.ts';
import { createPanel } from '../webviews/panel.ts';
import type { PanelMemory } from '../webviews/panelMemory.ts';
import { AnswerPanel, panelName, titleOf } from './answerPanel.ts';
import type { PanelSurroundings } from './answerPanel.ts';
import { askForPage } from './askForPage.ts';
import { emptyConversation, stopped } from './conversation.ts';
import type { Conversation } from './conversation.ts';
import { ConversationStore } from './conversationStore.ts';
import { kindOfFile } from './panelFiles.ts';
import { pickConversation } from './pickConversation.ts';

/** What panels need of the extension. */
export interface PanelsParts extends Omit<PanelSurroundings, 'store' | 'history'> {
  /** Where conversations are kept. */
  folder: string;
  memory: PanelMemory;
}

/** The open panels, and the conversations that are not open. */
export class AnswerPanels {
  readonly #around: PanelSurroundings;
  readonly #store: ConversationStore;
  readonly #memory: PanelMemory;
  readonly #open = new Set<AnswerPanel>();

  constructor({ folder, memory, ...parts }: PanelsParts) {
    this.#memory = memory;
    this.#store = new ConversationStore(folder);
    this.#around = { ...parts, store: this.#store, history: (panel) => this.#history(panel) };
  }

  /** A panel that asks the same about each picture; of a document the user chooses a page before, of a video after. */
  async explain(images: readonly vscode.Uri[], question: string): Promise<void> {
    const chosen: { uri: vscode.Uri; page?: number }[] = [];
    for (const uri of images.filter(({ path }) => kindOfFile(path) !== 'video')) {
      const page = kindOfFile(uri.path) === 'document' ? await askForPage(uri, this.#around.renderPage) : 0;
      if (page === undefined) return;
      chosen.push(page > 0 ? { uri, page } : { uri });
    }
    const panel = this.#begin(titleFor(images));
    const videos = images.filter(({ path }) => kindOfFile(path) === 'video');
    // A picture that cannot be taken in does not keep the others from being explained.
    for (const { uri, page } of chosen) await panel.addPicture(uri, page).catch(sayWhyNot);
    if (panel.conversation.pictures.length === 0 && videos.length === 0) {
      panel.panel.dispose();
      return;
    }
    await panel.addUris(videos);
    // Its end, whatever it is, stands in the panel.
    void panel.askAboutEach(question);
  }

  /** The pictures of the panel in front, if one is. A page of a document is none that a file has. */
  picturesInFront(): vscode.Uri[] {
    const inFront = [...this.#open].find(({ panel }) => panel.active);
    const pictures = inFront?.conversation.pictures ?? [];
    return pictures.filter(({ page }) => page === undefined).map(({ uri }) => vscode.Uri.parse(uri, true));
  }

  /** An empty panel: pictures can be added, dropped and pasted. */
  begin(): void {
    this.#begin(vscode.l10n.t('Conversation'));
  }

  /** Fills a panel that was there before the window was loaded again. */
  async restore(panel: vscode.WebviewPanel, kept: unknown): Promise<void> {
    const record = await this.#memory.restore(panel, kept);
    const id = readKeptConversation(record.state);
    const found = id === '' ? undefined : await this.#store.get(id);
    this.#fill(panel, found ? stopped(found, closedNote()) : newConversation(), record);
  }

  /** Opens an earlier conversation, in its panel where it has one. */
  async reopen(): Promise<void> {
    const id = await pickConversation(this.#store);
    if (id !== undefined) await this.#openById(id);
  }

  async #history(panel: AnswerPanel): Promise<void> {
    const id = await pickConversation(this.#store);
    if (id !== undefined) await this.#openById(id, panel);
  }

  async #openById(id: string, into?: AnswerPanel): Promise<void> {
    const open = [...this.#open].find(({ conversation }) => conversation.id === id);
    const found = open ? undefined : await this.#store.get(id);
    if (open) open.panel.reveal();
    if (!found) return;
    if (into) await into.open(stopped(found, closedNote()));
    else this.#fill(createPanel(panelName, titleOf(found)), stopped(found, closedNote()));
  }

  #begin(title: string): AnswerPanel {
    return this.#fill(createPanel(panelName, title), newConversation());
  }

  #fill(
    webview: vscode.WebviewPanel,
    conversation: Conversation,
    record = this.#memory.begin(webview, {}),
  ): AnswerPanel {
    record.keep({ conversation: conversation.id });
    const panel = new AnswerPanel(webview, record, conversation, this.#around);
    this.#open.add(panel);
    webview.onDidDispose(() => this.#open.delete(panel));
    return panel;
  }
}

const newConversation = () => emptyConversation(randomUUID(), Date.now());

function sayWhyNot(error: unknown): void {
  void vscode.window.showErrorMessage(errorText(error));
}

/** What was being said when its window went will not go on. */
const closedNote = () => vscode.l10n.t('Stopped: the window was closed.');

function titleFor(images: readonly vscode.Uri[]): string {
  const [first] = images;
  if (images.length === 1 && first) return vscode.l10n.t('Explain {0}', baseName(first.path));
  return vscode.l10n.t('Explain {0} images', images.length);
}
