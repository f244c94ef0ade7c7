import type * as vscode from 'vscode';
import { TrainingDashboard } from './trainingDashboard.ts';
import type { TrainingParts } from './trainingParts.ts';

/** Fills a panel with the dashboard. */
export function openDashboard(panel: vscode.WebviewPanel, parts: TrainingParts): TrainingDashboard {
  return new TrainingDashboard(panel, parts);
}

export { evaluateCell } from './evaluateCell.ts';
export { evaluateModel } from './evaluateModel.ts';
export { trainCell } from './trainCell.ts';
