import * as vscode from 'vscode';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import { notebookLanguage } from './nbformatCell.ts';
import type { CellRunner } from './runCell.ts';
import { notebookType } from './serializer.ts';

/** Offers HoVLE as the kernel of its own notebooks and of Jupyter's. */
export function registerKernel(runner: CellRunner): Closable {
  const queue = new CellQueue(runner);
  const scope = new Scope();
  for (const type of [notebookType, 'jupyter-notebook']) scope.add(createController(type, queue));
  return scope;
}

function createController(type: string, queue: CellQueue): vscode.NotebookController {
  const controller = vscode.notebooks.createNotebookController(`hovle-kernel-${type}`, type, 'HoVLE', (cells) =>
    queue.run(cells.map((cell) => controller.createNotebookCellExecution(cell))),
  );
  controller.supportedLanguages = [notebookLanguage];
  controller.supportsExecutionOrder = true;
  controller.description = vscode.l10n.t('Asks a vision-language model on this machine');
  return controller;
}

/** Runs cells one after another, whoever asks for them: a cell may carry on the conversation of the one before. */
class CellQueue {
  readonly #runner: CellRunner;
  #last: Promise<void> = Promise.resolve();
  #order = 0;

  constructor(runner: CellRunner) {
    this.#runner = runner;
  }

  async run(executions: vscode.NotebookCellExecution[]): Promise<void> {
    this.#last = executions.reduce(async (before, execution) => {
      await before;
      // A cell of a notebook that was closed cannot be written to; the cells after it still run.
      await this.#start(execution).catch((error: unknown) => this.#runner.log.error(String(error)));
    }, this.#last);
    await this.#last;
  }

  async #start(execution: vscode.NotebookCellExecution): Promise<void> {
    // A cell interrupted while it waited ends without having run.
    if (execution.token.isCancellationRequested) {
      execution.end(undefined);
    } else {
      execution.executionOrder = ++this.#order;
      execution.start(Date.now());
      const { runCell } = await import('./runCell.ts');
      await new Promise<void>((resolve, reject) => {
        // A cell may let the others run before it is done.
        runCell(execution, this.#runner, resolve).then(resolve, (error: unknown) => {
          this.#runner.log.error(String(error));
          reject(error instanceof Error ? error : new Error(String(error)));
        });
      });
    }
  }
}
