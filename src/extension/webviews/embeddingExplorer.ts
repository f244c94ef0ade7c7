import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { SurveyProgress } from '../../engine/api/spaceApi.ts';
import { mostPictures, packSurvey, readExplorerSubject, readFromExplorer } from '../../webview/protocol.ts';
import type { ExplorerSide, ExplorerSubject, FromExplorer, ToExplorer } from '../../webview/protocol.ts';
import { errorText, isCancelled } from '../errorText.ts';
import { imageEndings } from '../images/imageFiles.ts';
import { picturesIn } from '../images/picturesIn.ts';
import { ExplorerModel, type ExplorerSource } from './explorerModel.ts';
import { ExplorerRequests } from './explorerRequests.ts';
import { saveMade, saveVectors } from './explorerSaves.ts';
import { fillPanel, offerReload } from './panel.ts';
import type { PanelRecord } from './panelMemory.ts';
import { PanelPage } from './panelPage.ts';

/** What the panel needs beside its source. */
export interface ExplorerContext {
  extensionUri: vscode.Uri;
  source: ExplorerSource;
  /** Asks the user for a second model: its name or folder. */
  askModel: () => Promise<string | undefined>;
  /** What is being done: one line. */
  progressText: (progress: SurveyProgress) => string;
  /** A sentence about what went wrong. */
  failureText: (error: unknown) => string;
}

/** Patches and words as points of one space, by one model or by two: one panel, from opening to closing. */
export class EmbeddingExplorer {
  readonly #page: PanelPage<ToExplorer>;
  readonly #record: PanelRecord;
  readonly #context: ExplorerContext;
  /** Where the vectors lie; made with the first survey. */
  #folder: Promise<string> | undefined;
  #models: Promise<Readonly<Record<ExplorerSide, ExplorerModel>>> | undefined;
  #shown: ExplorerSubject;
  readonly #requests = new ExplorerRequests((error) => this.#fail(error));

  constructor(panel: vscode.WebviewPanel, record: PanelRecord, context: ExplorerContext) {
    this.#record = record;
    this.#context = context;
    this.#shown = readExplorerSubject(record.state);
    panel.onDidDispose(() => void this.#close());
    panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(readFromExplorer(message)));
    const load = () => {
      const remembered = record.state;
      fillPanel(panel, { extensionUri: context.extensionUri, name: 'embeddingExplorer', readable: [], remembered });
    };
    this.#page = new PanelPage(panel, { load, giveUp: () => void offerReload() });
    this.#page.load();
  }

  get #subject(): ExplorerSubject {
    return this.#shown;
  }

  /** Remembered at once: computing takes its time, and a window that is loaded again meanwhile begins with it. */
  set #subject(subject: ExplorerSubject) {
    this.#shown = subject;
    this.#record.keep({ subject });
  }

  async #receive(message: FromExplorer | undefined): Promise<void> {
    if (!message) return;
    try {
      await receivers[message.kind](this, message as never); // The row of a kind takes messages of that kind.
    } catch (error) {
      if (message.kind === 'ready') this.#fail(error);
      else if (!isCancelled(error)) void vscode.window.showErrorMessage(errorText(error));
    }
  }

  /** The page shows again what was found, or what was asked for is found out. */
  async show(): Promise<void> {
    const { first, second } = await this.#both();
    if (!first.survey) {
      if (!this.#requests.isFinding('survey', 'first')) await this.survey(this.#subject);
      return;
    }
    this.#post({ kind: 'survey', survey: packSurvey(first.survey), subject: this.#subject });
    if (second.survey) this.#post({ kind: 'beside', survey: packSurvey(second.survey), subject: this.#subject });
    else if (this.#subject.other !== undefined) await this.#survey('second', this.#subject);
  }

  stop(): void {
    this.#requests.stop();
  }

  /** By the first model, then by the second where there is one. */
  async survey(subject: ExplorerSubject): Promise<void> {
    for (const side of ['first', 'second'] as const) this.#requests.drop(side);
    this.#record.keep({ subject });
    const isDone = await this.#survey('first', subject);
    if (!isDone) this.#record.keep({ subject: this.#subject });
    if (!isDone || subject.other === undefined) return;
    await this.#forgetSecond();
    await this.#survey('second', subject);
  }

  async resurvey(words: string): Promise<void> {
    await this.survey({ ...this.#subject, words });
  }

  async addPictures(): Promise<void> {
    const filters = { [vscode.l10n.t('Images')]: imageEndings };
    await this.#add(await vscode.window.showOpenDialog({ canSelectMany: true, filters }));
  }

  async addFolder(): Promise<void> {
    const folders = { canSelectFolders: true, canSelectFiles: false, canSelectMany: true };
    await this.#add(await vscode.window.showOpenDialog(folders));
  }

  async compare(): Promise<void> {
    const other = await this.#context.askModel();
    if (other === undefined) return;
    this.#subject = { ...this.#subject, other };
    const { first } = await this.#both();
    await this.#forgetSecond();
    if (first.survey) await this.#survey('second', this.#subject);
    else await this.survey(this.#subject);
  }

  async endComparison(): Promise<void> {
    const { other: _, ...subject } = this.#subject;
    this.#subject = subject;
    await this.#forgetSecond();
    // It would go on to the second.
    if (this.#requests.isFinding('survey', 'first')) await this.survey(subject);
  }

  async sendVectors(side: ExplorerSide, layer: number): Promise<void> {
    await this.#requests.find({ kind: 'vectors', side, about: String(layer) }, async () => {
      const vectors = await (await this.#both())[side].vectors(layer);
      if (vectors) this.#post({ kind: 'vectors', side, layer, vectors });
    });
  }

  async sendMap(side: ExplorerSide, layer: number, axes: 2 | 3): Promise<void> {
    await this.#requests.find({ kind: 'map', side, about: `${layer} ${axes}` }, async (signal) => {
      const onProgress = (fraction: number) =>
        this.#progress(vscode.l10n.t('Laying out neighbourhoods {0} % …', percentOf(fraction)));
      const map = await (await this.#both())[side].map(layer, axes, { signal, onProgress });
      if (map) this.#post({ kind: 'map', side, layer, axes, positions: map.positions });
    });
  }

  async sendClusters(side: ExplorerSide, layer: number, count: number): Promise<void> {
    await this.#requests.find({ kind: 'clusters', side, about: `${layer} ${count}` }, async (signal) => {
      const onProgress = (fraction: number) =>
        this.#progress(vscode.l10n.t('Gathering groups {0} % …', percentOf(fraction)));
      const found = await (await this.#both())[side].clusters(layer, count, { signal, onProgress });
      if (found) this.#post({ kind: 'clusters', side, layer, groups: found.groups });
    });
  }

  async sendNames(side: ExplorerSide, layer: number, row: number): Promise<void> {
    await this.#requests.find({ kind: 'names', side, about: `${layer} ${row}` }, async (signal) => {
      const names = await (await this.#both())[side].names(layer, row, { signal });
      if (names) this.#post({ kind: 'names', side, layer, row, names });
    });
  }

  async exportVectors(): Promise<void> {
    const { first, second } = await this.#both();
    await saveVectors([first, second]);
  }

  /** Whether it was taken and shown. */
  async #survey(side: ExplorerSide, subject: ExplorerSubject): Promise<boolean> {
    return this.#requests.find({ kind: 'survey', side, about: JSON.stringify(subject) }, async (signal) => {
      const model = (await this.#both())[side];
      const onProgress = (progress: SurveyProgress) => this.#progress(this.#context.progressText(progress));
      const named = side === 'first' ? subject : secondOf(subject);
      const survey = packSurvey(await model.take(named, { signal, onProgress }));
      // What is done by the time it is ended is not wanted either.
      if (signal.aborted) model.forget();
      signal.throwIfAborted();
      this.#subject = subject;
      this.#post(side === 'first' ? { kind: 'survey', survey, subject } : { kind: 'beside', survey, subject });
    });
  }

  async #forgetSecond(): Promise<void> {
    this.#requests.drop('second');
    (await this.#both()).second.forget();
  }

  async #add(places: readonly vscode.Uri[] | undefined): Promise<void> {
    const found = await picturesIn(places ?? [], mostPictures);
    const images = [...new Set([...this.#subject.images, ...found.map((uri) => uri.toString())])];
    if (images.length > mostPictures)
      void vscode.window.showInformationMessage(vscode.l10n.t('Only the first {0} pictures are shown.', mostPictures));
    const more = images.slice(0, mostPictures);
    if (more.length > this.#subject.images.length) await this.survey({ ...this.#subject, images: more });
    else if (places && found.length === 0)
      void vscode.window.showInformationMessage(vscode.l10n.t('There is no picture in this folder.'));
  }

  /** With what is shown on: a second model that cannot be shown is one all the same, until it is not wanted. */
  #fail(error: unknown): void {
    this.#post({ kind: 'failed', text: this.#context.failureText(error), subject: this.#subject });
  }

  #progress(text: string): void {
    this.#post({ kind: 'progress', text });
  }

  #post(message: ToExplorer): void {
    void this.#page.post(message);
  }

  async #both(): Promise<Readonly<Record<ExplorerSide, ExplorerModel>>> {
    this.#models ??= this.#createModels().catch((error: unknown) => {
      // Where there is room again, it is tried again.
      this.#models = this.#folder = undefined;
      throw error;
    });
    return this.#models;
  }

  async #createModels(): Promise<Readonly<Record<ExplorerSide, ExplorerModel>>> {
    this.#folder ??= mkdtemp(path.join(tmpdir(), 'hovle-explorer-'));
    const folder = await this.#folder;
    const { source } = this.#context;
    return { first: new ExplorerModel(source, folder, 'first'), second: new ExplorerModel(source, folder, 'second') };
  }

  async #close(): Promise<void> {
    this.#page.dispose();
    this.stop();
    if (this.#folder) await rm(await this.#folder, { recursive: true, force: true });
  }
}

type Receivers = {
  readonly [kind in FromExplorer['kind']]: (
    explorer: EmbeddingExplorer,
    message: Extract<FromExplorer, { kind: kind }>,
  ) => Promise<void> | void;
};

const receivers: Receivers = {
  ready: (explorer) => explorer.show(),
  stop: (explorer) => explorer.stop(),
  survey: (explorer, { words }) => explorer.resurvey(words),
  addPictures: (explorer) => explorer.addPictures(),
  addFolder: (explorer) => explorer.addFolder(),
  compare: (explorer) => explorer.compare(),
  endComparison: (explorer) => explorer.endComparison(),
  vectors: (explorer, { side, layer }) => explorer.sendVectors(side, layer),
  map: (explorer, { side, layer, axes }) => explorer.sendMap(side, layer, axes),
  clusters: (explorer, { side, layer, count }) => explorer.sendClusters(side, layer, count),
  names: (explorer, { side, layer, row }) => explorer.sendNames(side, layer, row),
  export: (_explorer, { name, bytes }) => saveMade(name, bytes),
  exportVectors: (explorer) => explorer.exportVectors(),
};

/** The same pictures and words, for the second model. */
function secondOf({ other, ...subject }: ExplorerSubject): ExplorerSubject {
  return other === undefined ? subject : { ...subject, model: other };
}

const percentOf = (fraction: number): number => Math.floor(fraction * 100);
