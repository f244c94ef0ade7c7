import * as vscode from 'vscode';
import { presentError } from '../presentError.ts';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import { createPanel } from '../webviews/panel.ts';
import type { TrainingParts } from './trainingParts.ts';

/**
 * *Open Training Dashboard* and *Evaluate Model…*, and the dashboard that was open when the window was loaded again. There is
 * one: it shows all runs. What they do is a bundle of its own, loaded when it is first asked for.
 */
export function registerTraining(parts: TrainingParts, log: vscode.LogOutputChannel): Closable {
  const work = () => import('./trainingWork.ts');
  const presenting = (run: () => Promise<unknown>) => async () =>
    run().catch(async (error: unknown) => presentError(error, log));
  const scope = new Scope();
  let dashboard: vscode.WebviewPanel | undefined;
  const fill = async (panel: vscode.WebviewPanel) => {
    dashboard = panel;
    panel.onDidDispose(() => (dashboard = undefined));
    (await work()).openDashboard(panel, parts);
  };
  const open = async () =>
    dashboard ? dashboard.reveal() : fill(createPanel(panelName, vscode.l10n.t('Training Dashboard')));
  scope.add(vscode.commands.registerCommand('hovle.openTrainingDashboard', presenting(open)));
  const evaluate = async () => (await work()).evaluateModel(parts);
  scope.add(vscode.commands.registerCommand('hovle.evaluateModel', presenting(evaluate)));
  scope.add(
    vscode.window.registerWebviewPanelSerializer(`hovle.${panelName}`, {
      // One that was never looked at since may come late, when another has been opened.
      deserializeWebviewPanel: async (panel) => {
        if (dashboard) panel.dispose();
        else await fill(panel);
      },
    }),
  );
  return scope;
}

const panelName = 'trainingDashboard';
