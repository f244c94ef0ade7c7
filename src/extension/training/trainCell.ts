import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import type { RunPosition, RunSummary } from '../../engine/api/trainingApi.ts';
import { ExtensionError } from '../extensionError.ts';
import { pictureUri } from '../notebook/cellPicture.ts';
import type { CellVerb } from '../notebook/verbs/cellVerb.ts';
import type { CellResult, Following } from '../notebook/verbs/cellWork.ts';
import type { RunFolders } from './runFolders.ts';
import { refuseUntrusted, runFolderOf } from './runFolders.ts';
import { startRecipe } from './startTraining.ts';
import { RunCurves } from './runCurves.ts';
import { trainingItems } from './trainingItems.ts';

/** What a cell that trains needs. */
export interface CellTrainingParts {
  engine: EngineApi;
  folders: RunFolders;
}

/**
 * `%train RECIPE`: starts the recipe's run, goes on with it, or joins it where it is under way, and shows its curves until
 * it ends. Interrupting the cell takes only the eyes off: the run goes on, and the user is asked whether it should.
 */
export async function trainCell(
  { engine, folders }: CellTrainingParts,
  base: vscode.Uri,
  { recipe }: Extract<CellVerb, { kind: 'train' }>,
  following: Following,
): Promise<CellResult> {
  refuseUntrusted();
  const uri = pictureUri(recipe, base);
  if (!existsSync(uri.fsPath)) throw new ExtensionError('training/no-file', { path: recipe });
  following.showStage(vscode.l10n.t('Starting the training …'));
  const run = await joinOrStart(engine, { recipe: uri.fsPath, out: runFolderOf(uri) });
  if (!run) return { items: [], isCancelled: true };
  await folders.add(run.folder);
  // A training takes hours, in which other cells may be run.
  following.release();
  return watch(engine, run, following);
}

async function joinOrStart(
  engine: EngineApi,
  request: { recipe: string; out: string },
): Promise<RunSummary | undefined> {
  const found = (await engine.listRuns([request.out])).find(({ folder }) => path.resolve(folder) === request.out);
  return found?.state === 'running' ? found : startRecipe(engine, request);
}

async function watch(engine: EngineApi, run: RunSummary, following: Following): Promise<CellResult> {
  const curves = new RunCurves();
  let since: RunPosition | undefined;
  for (;;) {
    const part = await engine.readRun({ folder: run.folder, ...(since && { since }) });
    since = part.position;
    curves.add(part.stages);
    const items = trainingItems(part.run, curves);
    const isOver = part.run.state !== 'running' && !part.isMore;
    if (isOver)
      return { items, isCancelled: false, hasFailed: part.run.state === 'failed' || part.run.state === 'died' };
    if (!part.isMore) following.showItems(items);
    if (!part.isMore && !(await pause(following.signal))) {
      void offerToEnd(engine, part.run);
      return { items, isCancelled: true };
    }
  }
}

const lookEveryMs = 1000;

/** Whether someone still looks on. */
async function pause(signal: AbortSignal): Promise<boolean> {
  return sleep(lookEveryMs, true, { signal }).catch(() => false);
}

/** Who interrupts a cell may have meant the training. */
async function offerToEnd(engine: EngineApi, { folder, name }: RunSummary): Promise<void> {
  const [pauseIt, stopIt, open] = [
    vscode.l10n.t('Pause Training'),
    vscode.l10n.t('Stop Training'),
    vscode.l10n.t('Open Training Dashboard'),
  ];
  const sentence = vscode.l10n.t('{0} goes on training; the cell only watched it.', name);
  const chosen = await vscode.window.showInformationMessage(sentence, pauseIt, stopIt, open);
  if (chosen === pauseIt) await engine.endRun({ folder, how: 'pause' });
  if (chosen === stopIt) await engine.endRun({ folder, how: 'stop' });
  if (chosen === open) await vscode.commands.executeCommand('hovle.openTrainingDashboard');
}
