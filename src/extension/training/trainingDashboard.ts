import path from 'node:path';
import * as vscode from 'vscode';
import { exists } from '../exists.ts';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import type { RunPosition, RunSummary } from '../../engine/api/trainingApi.ts';
import { readFromDashboard } from '../../webview/trainingProtocol.ts';
import type { FromDashboard, ToDashboard } from '../../webview/trainingProtocol.ts';
import { askFor } from '../askFor.ts';
import { errorText, isCancelled } from '../errorText.ts';
import { imageEndings } from '../images/imageFiles.ts';
import { chooseModel } from '../settings/editorSettings.ts';
import { fillPanel, offerReload } from '../webviews/panel.ts';
import { PanelPage } from '../webviews/panelPage.ts';
import { shownPart, shownRun } from './shownRun.ts';
import { smallPicture } from './smallPicture.ts';
import { runOf } from './runOf.ts';
import type { RunFolders } from './runFolders.ts';
import { refuseUntrusted } from './runFolders.ts';
import { startRecipe, startTraining } from './startTraining.ts';

/** What a dashboard needs of the extension. */
export interface DashboardParts {
  extensionUri: vscode.Uri;
  engine: EngineApi;
  folders: RunFolders;
}

/** Runs and their curves: one panel, from opening to closing. It looks at the runs' folders while it can be seen. */
export class TrainingDashboard {
  readonly #panel: vscode.WebviewPanel;
  readonly #parts: DashboardParts;
  readonly #page: PanelPage<ToDashboard>;
  #runs: RunSummary[] = [];
  #shown: string[] = [];
  readonly #positions = new Map<string, RunPosition>();
  readonly #pictures = new Set<string>();
  /** Counts how often the page was loaded: what was read for an earlier one is not sent to this one. */
  #loads = 0;
  /** Of the run whose start is what was said last. */
  #startedFolder: string | undefined;
  #isLooking = false;
  /** Whether there is something to look at that the look under way does not see. */
  #looksAgain = false;
  #isClosed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(panel: vscode.WebviewPanel, parts: DashboardParts) {
    this.#panel = panel;
    this.#parts = parts;
    panel.onDidDispose(() => {
      this.#isClosed = true;
      this.#page.dispose();
      this.#rest();
    });
    panel.onDidChangeViewState(() => (panel.visible ? this.look() : this.#rest()));
    panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(readFromDashboard(message)));
    const load = () => fillPanel(panel, { extensionUri: parts.extensionUri, name: dashboardName, readable: [] });
    this.#page = new PanelPage(panel, { load, giveUp: () => void offerReload() });
    this.#page.load();
  }

  async #receive(message: FromDashboard | undefined): Promise<void> {
    if (!message) return;
    try {
      await receivers[message.kind](this, message as never); // The row of a kind takes messages of that kind.
    } catch (error) {
      if (!isCancelled(error)) this.#say(errorText(error), true);
    }
  }

  /** The page begins anew, and so does what it is sent. */
  begin(): void {
    this.#loads++;
    this.#positions.clear();
    this.#pictures.clear();
    this.#runs = [];
    this.look();
  }

  /** Looks at the runs now, and from then on from time to time. */
  look(): void {
    this.#rest();
    if (this.#isLooking) this.#looksAgain = true;
    else void this.#lookOnce();
  }

  showRuns(folders: string[]): void {
    const isMore = folders.some((folder) => !this.#shown.includes(folder));
    this.#shown = folders;
    if (isMore) this.look();
  }

  async start(): Promise<void> {
    this.#startedWith(await startTraining(this.#parts.engine));
  }

  async resume(folder: string): Promise<void> {
    const recipe = this.#runs.find((run) => run.folder === folder)?.recipe;
    if (recipe !== undefined) this.#startedWith(await startRecipe(this.#parts.engine, { recipe, out: folder }));
  }

  async end(folder: string, how: 'pause' | 'stop'): Promise<void> {
    refuseUntrusted();
    await this.#parts.engine.endRun({ folder, how });
    this.#say(vscode.l10n.t('The run ends after the step under way, with a checkpoint.'), false);
  }

  async addFolder(): Promise<void> {
    const title = vscode.l10n.t('Folder of a run, or with runs in it');
    const options = { title, canSelectFolders: true, canSelectFiles: false };
    const [folder] = (await vscode.window.showOpenDialog(options)) ?? [];
    if (folder) await this.#parts.folders.add(folder.fsPath);
    this.look();
  }

  /** Asks for a picture, what to ask about it, and what should be answered. */
  async pin(folder: string): Promise<void> {
    refuseUntrusted();
    const filters = { [vscode.l10n.t('Images')]: imageEndings };
    const [picture] = (await vscode.window.showOpenDialog({ filters })) ?? [];
    const question = picture && (await askFor(vscode.l10n.t('What every checkpoint is asked about it')));
    if (!picture || !question) return;
    const expected = await askFor(vscode.l10n.t('What should be answered, if you know'));
    const pinned = { picture: picture.fsPath, question, ...(expected ? { expected } : {}) };
    await this.#pinned(folder, (before) => [...before, pinned]);
  }

  async unpin(folder: string, index: number): Promise<void> {
    await this.#pinned(folder, (before) => before.filter((_, i) => i !== index));
  }

  async report(folder: string): Promise<void> {
    const report = vscode.Uri.file(path.join(folder, 'report.md'));
    if (await exists(report)) await vscode.commands.executeCommand('markdown.showPreview', report);
    else if (this.#runs.find((run) => run.folder === folder)?.state === 'running')
      this.#say(vscode.l10n.t('The report is written when the first stage ends.'), false);
    else this.#say(vscode.l10n.t('This run ended before it had anything to report.'), false);
  }

  /** In the pictures that the run is asked about, where there are any. */
  async explore(model: string): Promise<void> {
    const run = runOf(model, this.#runs);
    const images = [...new Set((run?.pinned ?? []).map(({ picture }) => vscode.Uri.file(picture).toString()))];
    await vscode.commands.executeCommand('hovle.openEmbeddingExplorer', { images, words: '', model });
  }

  async choose(model: string): Promise<void> {
    refuseUntrusted();
    await chooseModel(model);
    this.#say(vscode.l10n.t('From now on {0} answers.', path.basename(model)), false);
  }

  async #pinned(folder: string, change: (before: RunSummary['pinned']) => RunSummary['pinned']): Promise<void> {
    const before = this.#runs.find((run) => run.folder === folder)?.pinned ?? [];
    await this.#parts.engine.pinQuestions({ folder, questions: change(before) });
    this.look();
  }

  #startedWith(run: RunSummary | undefined): void {
    if (!run) return;
    void this.#parts.folders.add(run.folder);
    this.#say(vscode.l10n.t('{0} is under way. It goes on when this window is closed.', run.name), false);
    this.#startedFolder = run.folder;
    this.look();
  }

  async #lookOnce(): Promise<void> {
    this.#isLooking = true;
    this.#looksAgain = false;
    const page = this.#loads;
    let pauseMs = quietMs;
    try {
      await this.#lookAtRuns();
      for (const folder of this.#shown) await this.#read(folder, page);
      if (this.#runs.some(({ state }) => state === 'running')) pauseMs = busyMs;
    } catch (error) {
      this.#say(errorText(error), true);
    } finally {
      this.#isLooking = false;
    }
    this.#rest();
    if (!this.#isClosed && this.#panel.visible) this.#timer = setTimeout(() => this.look(), this.#pause(pauseMs));
  }

  /** Something may have been asked for while the last look was taken. */
  #pause(pauseMs: number): number {
    return this.#looksAgain ? 0 : pauseMs;
  }

  async #lookAtRuns(): Promise<void> {
    this.#runs = await this.#parts.engine.listRuns(this.#parts.folders.all());
    this.#post({ kind: 'runs', runs: this.#runs.map(shownRun), isTrusted: vscode.workspace.isTrusted });
    const started = this.#runs.find(({ folder }) => folder === this.#startedFolder);
    if (started && started.state !== 'running') this.#say('', false);
  }

  async #read(folder: string, page: number): Promise<void> {
    for (let isMore = true; isMore && page === this.#loads;) {
      const since = this.#positions.get(folder);
      const part = await this.#parts.engine.readRun({ folder, ...(since && { since }) });
      if (page !== this.#loads) return;
      this.#positions.set(folder, part.position);
      if (part.stages.length > 0) this.#post({ kind: 'part', folder, stages: part.stages.map(shownPart) });
      const asked = [...part.run.pinned, ...part.stages.flatMap(({ predictions }) => predictions)];
      await this.#sendPictures(asked.map(({ picture }) => picture));
      ({ isMore } = part);
    }
  }

  async #sendPictures(files: readonly string[]): Promise<void> {
    const fresh = [...new Set(files)].filter((file) => !this.#pictures.has(file)).slice(0, mostPictures);
    if (fresh.length === 0) return;
    for (const file of fresh) this.#pictures.add(file);
    const read = await Promise.all(fresh.map(async (file) => [file, await smallPicture(file)] as const));
    const addresses = Object.fromEntries(read.flatMap(([file, address]) => (address ? [[file, address]] : [])));
    this.#post({ kind: 'pictures', addresses });
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #say(text: string, isFailure: boolean): void {
    this.#startedFolder = undefined;
    this.#post({ kind: 'said', text, isFailure });
  }

  #post(message: ToDashboard): void {
    void this.#page.post(message);
  }
}

/** Its bundle, and with `hovle.` before it the kind of its panels. */
const dashboardName = 'trainingDashboard';

/** Between two looks, while something runs and while nothing does. */
const [busyMs, quietMs] = [1000, 4000];
const mostPictures = 50;

type Receivers = {
  readonly [kind in FromDashboard['kind']]: (
    dashboard: TrainingDashboard,
    message: Extract<FromDashboard, { kind: kind }>,
  ) => Promise<void> | void;
};

const receivers: Receivers = {
  ready: (dashboard) => dashboard.begin(),
  show: (dashboard, { folders }) => dashboard.showRuns(folders),
  start: (dashboard) => dashboard.start(),
  addFolder: (dashboard) => dashboard.addFolder(),
  resume: (dashboard, { folder }) => dashboard.resume(folder),
  end: (dashboard, { folder, how }) => dashboard.end(folder, how),
  pin: (dashboard, { folder }) => dashboard.pin(folder),
  unpin: (dashboard, { folder, index }) => dashboard.unpin(folder, index),
  report: (dashboard, { folder }) => dashboard.report(folder),
  explore: (dashboard, { model }) => dashboard.explore(model),
  choose: (dashboard, { model }) => dashboard.choose(model),
};
