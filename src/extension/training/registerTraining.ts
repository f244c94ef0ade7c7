import * as vscode from 'vscode';
import { presentError } from '../presentError.ts';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import { createPanel } from '../webviews/panel.ts';
import type { TrainingParts } from './trainingParts.ts';

/**
 * *Open Training Dashboard* and *Evaluate Model…*, and the dashboards that were open when the window was loaded again. What
 * they do is a bundle of its own, loaded when it is first asked for.
 */
export function registerTraining(parts: TrainingParts, log: vscode.LogOutputChannel): Closable {
  const work = () => import('./trainingWork.ts');
  const presenting = (run: () => Promise<unknown>) => async () =>
    run().catch(async (error: unknown) => presentError(error, log));
  const scope = new Scope();
  const open = async () =>
    (await work()).openDashboard(createPanel(panelName, vscode.l10n.t('Training Dashboard')), parts);
  scope.add(vscode.commands.registerCommand('hovle.openTrainingDashboard', presenting(open)));
  const evaluate = async () => (await work()).evaluateModel(parts);
  scope.add(vscode.commands.registerCommand('hovle.evaluateModel', presenting(evaluate)));
  scope.add(
    vscode.window.registerWebviewPanelSerializer(`hovle.${panelName}`, {
      deserializeWebviewPanel: async (panel) => void (await work()).openDashboard(panel, parts),
    }),
  );
  return scope;
}

const panelName = 'trainingDashboard';
