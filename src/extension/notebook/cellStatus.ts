import * as vscode from 'vscode';
import { notebookLanguage } from './nbformatCell.ts';
import { notebookType } from './serializer.ts';

/** Says below a question what made its answer. A click chooses another model. */
export function registerCellStatus(): vscode.Disposable {
  const providers = [notebookType, 'jupyter-notebook'].map((type) =>
    vscode.notebooks.registerNotebookCellStatusBarItemProvider(type, { provideCellStatusBarItems }),
  );
  return vscode.Disposable.from(...providers);
}

async function provideCellStatusBarItems(
  cell: vscode.NotebookCell,
): Promise<vscode.NotebookCellStatusBarItem | undefined> {
  if (cell.document.languageId !== notebookLanguage) return undefined;
  const items = cell.outputs.flatMap((output) => output.items).map(({ mime, data }) => ({ mime, bytes: data }));
  const { runSummary } = await import('./runSummary.ts');
  const summary = runSummary(items);
  if (summary === undefined) return undefined;
  const item = new vscode.NotebookCellStatusBarItem(summary, vscode.NotebookCellStatusBarAlignment.Right);
  const tooltip = vscode.l10n.t('What made this answer. Click to choose another model.');
  return Object.assign(item, { command: 'hovle.selectModel', tooltip });
}
