import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import { readFromAnswerPanel } from '../../webview/protocol.ts';
import type { AnswerPanelState, FromAnswerPanel, PanelFile, ToAnswerPanel } from '../../webview/protocol.ts';
import { errorText, isCancelled } from '../errorText.ts';
import { explainedEndings } from '../images/imageFiles.ts';
import { throttle } from '../notebook/throttle.ts';
import { fillPanel, offerReload } from '../webviews/panel.ts';
import type { PanelRecord } from '../webviews/panelMemory.ts';
import { PanelPage } from '../webviews/panelPage.ts';
import { answerTurn } from './answerTurn.ts';
import type { Asking } from './askTurn.ts';
import * as talk from './conversation.ts';
import type { Conversation } from './conversation.ts';
import { conversationMarkdown } from './conversationMarkdown.ts';
import { ConversationSaves } from './conversationSaves.ts';
import type { ConversationStore } from './conversationStore.ts';
import { kindOfFile } from './panelFiles.ts';
import { PanelPictures } from './panelPictures.ts';
import { PartsChooser } from './partsChooser.ts';
import { receivers } from './receivers.ts';
import type { PanelActions } from './receivers.ts';
import { sendToNotebook } from './toNotebook.ts';
import { uriFromDrop } from './uriFromDrop.ts';

/** What a panel needs of the extension. */
export interface PanelSurroundings extends Asking {
  extensionUri: vscode.Uri;
  store: ConversationStore;
  renderPage: EngineApi['renderPage'];
  /** Lets the user choose another conversation, which takes the place of this one. */
  history: (panel: AnswerPanel) => Promise<void>;
}

/** Pictures and a conversation about them: one panel, from opening to closing. */
export class AnswerPanel implements PanelActions {
  readonly panel: vscode.WebviewPanel;
  readonly #record: PanelRecord;
  readonly #around: PanelSurroundings;
  readonly #pictures: PanelPictures;
  readonly #parts: PartsChooser;
  readonly #saves: ConversationSaves;
  readonly #roots: vscode.Uri[];
  #conversation: Conversation;
  #running: AbortController | undefined;
  readonly #page: PanelPage<ToAnswerPanel>;
  readonly #posts = throttle<undefined>(
    async () => this.#page.post({ kind: 'state', state: this.#state() }),
    () => sleep(postPauseMs),
  );

  constructor(panel: vscode.WebviewPanel, record: PanelRecord, conversation: Conversation, around: PanelSurroundings) {
    this.panel = panel;
    this.#record = record;
    this.#around = around;
    this.#conversation = conversation;
    this.#pictures = new PanelPictures(around.store, around.renderPage);
    this.#saves = new ConversationSaves(around.store, () => this.#conversation);
    this.#roots = rootsOf(conversation, around.store);
    this.#parts = new PartsChooser(around.renderPage, (message) => void this.#page.post(message));
    this.#page = new PanelPage(panel, { load: () => this.#fill(), giveUp: () => void offerReload() });
    panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(readFromAnswerPanel(message)));
    panel.onDidDispose(() => this.#close());
    this.#page.load();
    void this.#lookAtPictures();
  }

  get conversation(): Conversation {
    return this.#conversation;
  }

  async #receive(message: FromAnswerPanel | undefined): Promise<void> {
    if (!message) return;
    try {
      await receivers[message.kind](this, message as never); // The row of a kind takes messages of that kind.
    } catch (error) {
      if (!isCancelled(error)) void vscode.window.showErrorMessage(errorText(error));
    }
  }

  show(): void {
    this.#posts.push(undefined);
    this.#parts.showAgain();
  }

  /** Takes another conversation, or a new one, into this panel. */
  async open(conversation: Conversation): Promise<void> {
    this.stop();
    this.#parts.close();
    await this.#saves.now();
    this.#conversation = conversation;
    this.#record.keep({ conversation: conversation.id });
    this.panel.title = titleOf(conversation);
    await this.#lookAtPictures();
  }

  async ask(question: string): Promise<void> {
    this.#change(talk.withQuestion(this.#conversation, question));
    await this.#answerWaiting();
  }

  /** Asks the same about each picture, one after another and without the others. */
  async askAboutEach(question: string): Promise<void> {
    const ids = this.#conversation.pictures.map(({ id }) => id);
    const about = (id: string) => ({ pictures: [id], startsAnew: true });
    this.#change(ids.reduce((all, id) => talk.withQuestion(all, question, about(id)), this.#conversation));
    await this.#answerWaiting();
  }

  /** Stops what is said, and asks all that waits from there on. */
  async askAnew(change: (conversation: Conversation) => Conversation): Promise<void> {
    this.stop();
    this.#change(change(this.#conversation));
    await this.#answerWaiting();
  }

  async again(turn: number): Promise<void> {
    await this.askAnew((conversation) => talk.withAgain(conversation, turn, this.#around.settings().temperature));
  }

  stop(): void {
    if (!this.#running) return;
    this.#running.abort();
    this.#running = undefined;
    this.#change(talk.stopped(this.#conversation, vscode.l10n.t('Stopped.')));
  }

  async copy(turn: number): Promise<void> {
    await vscode.env.clipboard.writeText(this.#conversation.turns[turn]?.text ?? '');
  }

  async copyAll(): Promise<void> {
    await vscode.env.clipboard.writeText(conversationMarkdown(this.#conversation));
  }

  async toNotebook(): Promise<void> {
    await sendToNotebook(this.#conversation, (picture) => this.#pictures.isKept(picture));
  }

  async history(): Promise<void> {
    await this.#around.history(this);
  }

  async choosePictures(): Promise<void> {
    const filters = { [vscode.l10n.t('Pictures, PDF documents and videos')]: explainedEndings };
    const chosen = await vscode.window.showOpenDialog({ canSelectMany: true, filters });
    await this.addUris(chosen ?? []);
  }

  async addDropped(uris: readonly string[]): Promise<void> {
    await this.addUris(uris.flatMap((uri) => uriFromDrop(uri) ?? []));
  }

  /** Pictures join the strip; of a document or a video the user chooses a part first. */
  async addUris(uris: readonly vscode.Uri[]): Promise<void> {
    for (const uri of uris) {
      const kind = kindOfFile(uri.path);
      if (kind === 'image') await this.addPicture(uri);
      else if (kind === 'document') await this.#openDocument(uri, 1);
      else if (kind === 'video') this.#openVideo(uri, 0);
      else void vscode.window.showWarningMessage(vscode.l10n.t('{0} is no picture, PDF document or video.', uri.path));
    }
  }

  /** A picture, or a page of a document without asking for another. */
  async addPicture(uri: vscode.Uri, page?: number): Promise<void> {
    await this.#add(await this.#pictures.fromFile(uri, page));
  }

  async addFiles(files: readonly PanelFile[]): Promise<void> {
    for (const { name, mime, bytes } of files) {
      const named = kindOfFile(name) ? name : `${name || 'image'}.${mime.split(/[/+]/)[1] ?? ''}`;
      const kind = kindOfFile(named);
      if (kind !== 'image' && kind !== 'document')
        throw new Error(vscode.l10n.t('{0} is no picture, PDF document or video.', name));
      const picture = await this.#pictures.fromBytes(named, bytes);
      if (kind === 'image') await this.#add(picture);
      else await this.#openDocument(vscode.Uri.parse(picture.uri), 1);
    }
  }

  changePictures(change: (conversation: Conversation) => Conversation): void {
    this.#change(change(this.#conversation));
  }

  async openParts(id: string): Promise<void> {
    const picture = this.#conversation.pictures.find((one) => one.id === id);
    if (picture?.video) this.#openVideo(vscode.Uri.parse(picture.video.uri, true), picture.video.seconds);
    else if (picture?.page !== undefined) await this.#openDocument(vscode.Uri.parse(picture.uri, true), picture.page);
  }

  turnTo(page: number): void {
    this.#parts.turnTo(page);
  }

  async addPage(page: number): Promise<void> {
    const uri = this.#parts.document;
    if (uri) await this.addPicture(uri, page);
  }

  async addFrame({ seconds, name, bytes }: Extract<FromAnswerPanel, { kind: 'addFrame' }>): Promise<void> {
    const picture = await this.#pictures.fromBytes('frame.png', bytes);
    const uri = this.#parts.video;
    const video = uri ? { video: { uri: uri.toString(), seconds } } : {};
    await this.#add({ ...picture, name, ...video });
  }

  closeParts(): void {
    this.#parts.close();
    this.#posts.push(undefined);
  }

  async #openDocument(uri: vscode.Uri, page: number): Promise<void> {
    await this.#parts.openDocument(uri, page);
    this.#posts.push(undefined);
  }

  /** A video is played from its own file. The page is loaded again where it may not read its folder yet. */
  #openVideo(uri: vscode.Uri, seconds: number): void {
    const folder = vscode.Uri.joinPath(uri, '..');
    this.#parts.openVideo(uri, seconds);
    if (!this.#roots.some((root) => folder.toString().startsWith(root.toString()))) {
      this.#roots.push(folder);
      this.#page.load();
    }
    this.#posts.push(undefined);
  }

  #fill(): void {
    const remembered = this.#record.state;
    fillPanel(this.panel, {
      extensionUri: this.#around.extensionUri,
      name: panelName,
      readable: this.#roots,
      remembered,
    });
  }

  async #add(picture: talk.ConversationPicture): Promise<void> {
    await this.#pictures.look(picture, this.#roots);
    const { pages } = this.#pictures.view(picture) ?? {};
    this.#change(talk.withPicture(this.#conversation, { ...picture, ...(pages !== undefined && { pages }) }));
  }

  /** Answers what waits, one after another. A question that fails does not keep the next from its answer. */
  async #answerWaiting(): Promise<void> {
    if (this.#running) return;
    const running = (this.#running = new AbortController());
    const isOurs = () => this.#running === running;
    for (let at = 0; isOurs() && at < this.#conversation.turns.length; at++)
      if (this.#conversation.turns[at]?.state === 'waiting')
        await answerTurn(this.#around, {
          at,
          signal: running.signal,
          conversation: () => this.#conversation,
          // What was asked anew has an answer of its own to come.
          change: (some) => {
            if (isOurs()) this.#change(talk.withTurn(this.#conversation, at, some));
          },
        }).then(() => this.#saves.now());
    if (isOurs()) this.#running = undefined;
    this.#posts.push(undefined);
  }

  #change(conversation: Conversation): void {
    this.#conversation = { ...conversation, updatedAt: Date.now() };
    this.#saves.changed();
    this.#posts.push(undefined);
  }

  async #lookAtPictures(): Promise<void> {
    await Promise.all(this.#conversation.pictures.map((picture) => this.#pictures.look(picture, this.#roots)));
    this.#posts.push(undefined);
  }

  #state(): AnswerPanelState {
    const { id, pictures, turns } = this.#conversation;
    const { webview } = this.panel;
    const parts = this.#parts.shown((uri) => webview.asWebviewUri(uri).toString());
    return {
      conversation: id,
      pictures: pictures.map((picture) => {
        const { file, problem = '' } = this.#pictures.view(picture) ?? {};
        const hasParts = (picture.page !== undefined && picture.pages !== 1) || picture.video !== undefined;
        const { id: key, name, isAsked } = picture;
        return {
          id: key,
          name,
          isAsked,
          problem,
          hasParts,
          imageUri: file ? webview.asWebviewUri(file).toString() : '',
        };
      }),
      turns: turns.map(({ draw: _, facts: __, ...shown }) => shown),
      isRunning: this.#running !== undefined,
      ...(parts && { parts }),
    };
  }

  #close(): void {
    this.stop();
    this.#page.dispose();
    this.#parts.close();
    // Posts that the closing panel no longer takes are no loss.
    this.#posts.stop().catch(() => undefined);
    void this.#saves.close();
  }
}

/** Its bundle, and with `hovle.` before it the kind of its panels. */
export const panelName = 'answerPanel';

/** Ten times a second looks alive. */
const postPauseMs = 100;

/** What a panel is called before anything else is known of it. */
export function titleOf({ title, pictures }: Conversation): string {
  const line = title.replace(/\s+/g, ' ').slice(0, 40);
  return line || pictures[0]?.name || vscode.l10n.t('Conversation');
}

/** Folders whose pictures the page may load: the workspace's, the pictures' own, and where pasted ones are kept. */
function rootsOf({ pictures }: Conversation, store: ConversationStore): vscode.Uri[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const own = pictures.map(({ uri }) => vscode.Uri.joinPath(vscode.Uri.parse(uri, true), '..'));
  return [...folders, ...own, vscode.Uri.file(store.pictureFolder)];
}
