import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { EngineApi, Survey, SurveyProgress } from '../../engine/api/engineApi.ts';
import { readFromExplorer } from '../../webview/protocol.ts';
import type { ExplorerSubject, FromExplorer, ToExplorer } from '../../webview/protocol.ts';
import { errorText, isCancelled } from '../errorText.ts';
import { imageEndings } from '../images/imageFiles.ts';
import { stageText } from '../notebook/answerText.ts';
import { fillPanel } from './panel.ts';

/** Surveys pictures and words by the chosen model. `out` is where the vectors of all layers are written. */
export type TakeSurvey = (
  subject: ExplorerSubject,
  out: string,
  following: { signal: AbortSignal; onProgress: (progress: SurveyProgress) => void },
) => Promise<Survey>;

/** Where surveys and maps come from. */
export interface ExplorerSource {
  take: TakeSurvey;
  arrange: EngineApi['arrange'];
}

/** Patches and words as points of one space: one panel, from opening to closing. */
export class EmbeddingExplorer {
  readonly #panel: vscode.WebviewPanel;
  readonly #source: ExplorerSource;
  /** Where the vectors lie; made with the first survey. */
  #folder: Promise<string> | undefined;
  #subject: ExplorerSubject;
  #running: AbortController | undefined;
  #survey: Survey | undefined;

  constructor(panel: vscode.WebviewPanel, extensionUri: vscode.Uri, subject: ExplorerSubject, source: ExplorerSource) {
    this.#panel = panel;
    this.#source = source;
    this.#subject = subject;
    panel.onDidDispose(() => void this.#close());
    panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(readFromExplorer(message)));
    fillPanel(panel, { extensionUri, name: explorerName, readable: [] });
  }

  async #receive(message: FromExplorer | undefined): Promise<void> {
    if (message) await receivers[message.kind](this, message as never); // The row of a kind takes messages of that kind.
  }

  /** The page shows again what was found, or what was asked for is found out. */
  async show(): Promise<void> {
    if (this.#survey) this.#post({ kind: 'survey', survey: this.#survey, subject: this.#subject });
    else if (!this.#running) await this.survey(this.#subject);
  }

  stop(): void {
    this.#running?.abort();
  }

  async survey(subject: ExplorerSubject): Promise<void> {
    this.stop();
    const running = (this.#running = new AbortController());
    try {
      const onProgress = (progress: SurveyProgress) => this.#post({ kind: 'progress', text: progressText(progress) });
      const survey = await this.#source.take(subject, await this.#file(), { signal: running.signal, onProgress });
      [this.#survey, this.#subject] = [survey, subject];
      this.#post({ kind: 'survey', survey, subject });
    } catch (error) {
      const text = isCancelled(error) ? vscode.l10n.t('Stopped.') : errorText(error);
      if (running === this.#running) this.#post({ kind: 'failed', text });
    } finally {
      if (running === this.#running) this.#running = undefined;
    }
  }

  async resurvey(words: string): Promise<void> {
    await this.survey({ ...this.#subject, words });
  }

  async addPictures(): Promise<void> {
    const filters = { [vscode.l10n.t('Images')]: imageEndings };
    const added = await vscode.window.showOpenDialog({ canSelectMany: true, filters });
    if (!added) return;
    const images = [...this.#subject.images, ...added.map((uri) => uri.toString())];
    await this.survey({ ...this.#subject, images: [...new Set(images)] });
  }

  async sendVectors(layer: number): Promise<void> {
    const found = this.#survey?.layers[layer];
    if (!this.#survey || !found) return;
    const rows = this.#survey.tokens[found.rows].length;
    const vectors = new Float32Array(rows * this.#survey.width);
    try {
      await readInto(vectors, await this.#file(), found.offsetBytes);
      this.#post({ kind: 'vectors', layer, vectors });
    } catch (error) {
      this.#post({ kind: 'failed', text: errorText(error) });
    }
  }

  async sendMap(layer: number, axes: 2 | 3): Promise<void> {
    if (!this.#survey?.layers[layer]) return;
    this.stop();
    const running = (this.#running = new AbortController());
    const onProgress = (fraction: number) =>
      this.#post({
        kind: 'progress',
        text: vscode.l10n.t('Laying out neighbourhoods {0} % …', Math.floor(fraction * 100)),
      });
    try {
      const request = { file: await this.#file(), layer, axes };
      const { positions } = await this.#source.arrange(request, { signal: running.signal, onProgress });
      this.#post({ kind: 'map', layer, axes, positions });
    } catch (error) {
      if (!isCancelled(error) || running === this.#running)
        this.#post({ kind: 'failed', text: isCancelled(error) ? vscode.l10n.t('Stopped.') : errorText(error) });
    } finally {
      if (running === this.#running) this.#running = undefined;
    }
  }

  async export(name: string, bytes: Uint8Array): Promise<void> {
    const to = await askWhere(name);
    if (to) await vscode.workspace.fs.writeFile(to, bytes);
  }

  async exportVectors(): Promise<void> {
    const to = this.#survey && (await askWhere('embedding-layers.safetensors'));
    if (to) await vscode.workspace.fs.copy(vscode.Uri.file(await this.#file()), to, { overwrite: true });
  }

  /** A panel that is closed takes no message any more. */
  #post(message: ToExplorer): void {
    this.#panel.webview.postMessage(message).then(undefined, () => undefined);
  }

  async #file(): Promise<string> {
    this.#folder ??= mkdtemp(path.join(tmpdir(), 'hovle-explorer-'));
    return path.join(await this.#folder, 'layers.safetensors');
  }

  async #close(): Promise<void> {
    this.stop();
    if (this.#folder) await rm(await this.#folder, { recursive: true, force: true });
  }
}

/** Its bundle, and with `hovle.` before it the kind of its panels. */
export const explorerName = 'embeddingExplorer';

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
  vectors: (explorer, { layer }) => explorer.sendVectors(layer),
  map: (explorer, { layer, axes }) => explorer.sendMap(layer, axes),
  export: (explorer, { name, bytes }) => explorer.export(name, bytes),
  exportVectors: (explorer) => explorer.exportVectors(),
};

function progressText(progress: SurveyProgress): string {
  if (progress.stage !== 'layers' && progress.stage !== 'projection') return stageText(progress);
  const percent = Math.floor(progress.fraction * 100);
  return progress.stage === 'layers'
    ? vscode.l10n.t('Computing all layers {0} % …', percent)
    : vscode.l10n.t('Looking at each layer {0} % …', percent);
}

async function readInto(values: Float32Array, file: string, offsetBytes: number): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.read(new Uint8Array(values.buffer), 0, values.byteLength, offsetBytes);
  } finally {
    await handle.close();
  }
}

function askWhere(name: string): Thenable<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(process.cwd());
  return vscode.window.showSaveDialog({ defaultUri: vscode.Uri.joinPath(folder, name) });
}
