import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { errorText, isCancelled } from '../errorText.ts';
import { abortOn } from '../abortOn.ts';
import { markdownItem, markdownMime } from './answerText.ts';
import { asksModel } from './cell.ts';
import type { CellTask } from './cellTask.ts';
import type { OutputItem } from './plainNotebook.ts';
import { throttle } from './throttle.ts';
import { plainLines, plainText } from './plainText.ts';

/** What running a cell needs. */
export interface CellRunner {
  prepare(cell: vscode.NotebookCell): Promise<CellTask>;
  log: vscode.LogOutputChannel;
}

/** Runs one started cell to its end: streams the words into its output, then writes what stays, or why there is none. */
export async function runCell(
  execution: vscode.NotebookCellExecution,
  runner: CellRunner,
  release: () => void,
): Promise<void> {
  const output = new CellOutput(execution);
  const abort = abortOn(execution.token);
  try {
    const task = await runner.prepare(execution.cell);
    const { items, isCancelled, hasFailed } = await task({
      signal: abort.signal,
      showWords: (markdown) => output.showWords(markdown),
      showStage: (line) => output.showStage(line),
      showItems: (shown) => output.showItems(shown),
      release,
    });
    await output.finish(items);
    execution.end(isCancelled ? undefined : hasFailed !== true, Date.now());
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
  #output = new vscode.NotebookCellOutput([]);
  /** What its items are; nothing is shown before it has one. */
  #kind: string | undefined;
  readonly #stream = throttle<OutputItem[]>(
    (items) => this.#write(items),
    () => sleep(writePauseMs),
  );
  /** What stays when the cell fails. */
  #kept: OutputItem[] = [];

  constructor(execution: vscode.NotebookCellExecution) {
    this.#execution = execution;
  }

  showWords(markdown: string): void {
    this.showItems([markdownItem(markdown)]);
  }

  showItems(items: OutputItem[]): void {
    // Who watches something looks often, and mostly nothing has happened.
    if (isDeepStrictEqual(items, this.#kept)) return;
    this.#kept = items;
    this.#stream.push(items);
  }

  showStage(line: string): void {
    if (this.#kept.length === 0) this.#stream.push([markdownItem(`*${plainText(line)}*`)]);
  }

  async finish(items: OutputItem[]): Promise<void> {
    await this.#stream.stop();
    await this.#write(items);
  }

  /** Keeps the words that came, and says below them why there are no more. */
  async fail(error: unknown): Promise<void> {
    const reason = isCancelled(error)
      ? `*${vscode.l10n.t('Stopped.')}*`
      : `${this.#noAnswer()}${plainLines(errorText(error))}`;
    // Words go on in the same Markdown; of richer outputs this is a form of its own.
    const words = this.#kept.find(({ mime }) => mime === markdownMime);
    const markdown = [...(words ? [new TextDecoder().decode(words.bytes)] : []), reason].join('\n\n');
    await this.finish([markdownItem(markdown)]);
  }

  /** What a failure begins with: where nobody was asked, no answer is missing. */
  #noAnswer(): string {
    return asksModel(this.#execution.cell.document.getText()) ? `**${vscode.l10n.t('No answer.')}** ` : '';
  }

  /** Items of the same kind go on in the output that is there; others make a new one, since the editor may give a changed one no room. */
  async #write(items: OutputItem[]): Promise<void> {
    const shown = items.map(({ mime, bytes }) => new vscode.NotebookCellOutputItem(bytes, mime));
    const kind = items.map(({ mime }) => mime).join();
    if (kind === this.#kind) {
      await this.#execution.replaceOutputItems(shown, this.#output);
      return;
    }
    this.#output = new vscode.NotebookCellOutput(shown);
    this.#kind = kind;
    await this.#execution.replaceOutput(this.#output);
  }
}
