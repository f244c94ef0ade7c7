import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { AskProgress } from '../../engine/api/engineApi.ts';
import type { Ask } from '../asker.ts';
import { errorText, isCancelled } from '../errorText.ts';
import { abortOn } from '../abortOn.ts';
import { answerItems, liveMarkdown, stageText } from './answerText.ts';
import type { CellRequest } from './cellRequest.ts';
import type { OutputItem } from './plainNotebook.ts';
import { throttle } from './throttle.ts';
import { plainText } from './untrustedMarkdown.ts';

/** What running a cell needs. */
export interface CellRunner {
  prepare(cell: vscode.NotebookCell): Promise<CellRequest>;
  ask: Ask;
  log: vscode.LogOutputChannel;
}

/** Runs one started cell to its end: streams the words into its output, then writes the answer, or why there is none. */
export async function runCell(execution: vscode.NotebookCellExecution, runner: CellRunner): Promise<void> {
  const output = new CellOutput(execution);
  const abort = abortOn(execution.token);
  try {
    const { request, trained } = await runner.prepare(execution.cell);
    const answer = await runner.ask(request, {
      signal: abort.signal,
      onProgress: (progress) => output.follow(progress, trained),
    });
    await output.finish(answerItems(answer));
    execution.end(answer.finish === 'cancelled' ? undefined : true, Date.now());
  } catch (error) {
    if (!isCancelled(error)) runner.log.error(error instanceof Error ? error : errorText(error));
    await output.fail(error);
    execution.end(isCancelled(error) ? undefined : false, Date.now());
  } finally {
    abort.dispose();
  }
}

/** Each write is a round trip to the window: ten a second look alive and leave it responsive. */
const writePauseMs = 100;

/** The one output of a running cell. */
class CellOutput {
  readonly #execution: vscode.NotebookCellExecution;
  readonly #output = new vscode.NotebookCellOutput([]);
  readonly #stream = throttle<string>(
    (markdown) => this.#write([markdownItem(markdown)]),
    () => sleep(writePauseMs),
  );
  #isShown = false;
  #text = '';
  #shown = '';

  constructor(execution: vscode.NotebookCellExecution) {
    this.#execution = execution;
  }

  follow(progress: AskProgress, trained: boolean): void {
    if (progress.kind === 'text') this.#text += progress.text;
    this.#shown = progress.kind === 'text' ? liveMarkdown(this.#text, trained) : this.#shown;
    this.#stream.push(progress.kind === 'text' ? this.#shown : `*${stageText(progress)}*`);
  }

  async finish(items: OutputItem[]): Promise<void> {
    await this.#stream.stop();
    await this.#write(items);
  }

  /** Keeps the words that came, and says below them why there are no more. */
  async fail(error: unknown): Promise<void> {
    const reason = isCancelled(error) ? '*Stopped.*' : `**No answer.** ${plainText(errorText(error))}`;
    await this.finish([markdownItem([this.#shown, reason].filter((part) => part !== '').join('\n\n'))]);
  }

  async #write(items: OutputItem[]): Promise<void> {
    this.#output.items = items.map(({ mime, bytes }) => new vscode.NotebookCellOutputItem(bytes, mime));
    if (this.#isShown) await this.#execution.replaceOutputItems(this.#output.items, this.#output);
    else await this.#execution.replaceOutput(this.#output);
    this.#isShown = true;
  }
}

const markdownItem = (markdown: string) => ({ mime: 'text/markdown', bytes: new TextEncoder().encode(markdown) });
