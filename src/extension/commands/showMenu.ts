import * as vscode from 'vscode';

/** What a click on the status bar offers. */
export async function showMenu(): Promise<void> {
  const choice = await vscode.window.showQuickPick(items, { title: 'HoVLE' });
  if (choice) await vscode.commands.executeCommand(choice.command, ...choice.arguments);
}

const items = [
  item('list-selection', vscode.l10n.t('Select Model…'), 'hovle.selectModel'),
  item('chip', vscode.l10n.t('Select Device…'), 'hovle.selectDevice'),
  item('file-media', vscode.l10n.t('Explain Image'), 'hovle.explainImage'),
  item('graph-scatter', vscode.l10n.t('Open Embedding Explorer'), 'hovle.openEmbeddingExplorer'),
  item('notebook', vscode.l10n.t('New Notebook'), 'hovle.newNotebook'),
  item('debug-restart', vscode.l10n.t('Restart Engine'), 'hovle.restartEngine'),
  item('debug-stop', vscode.l10n.t('Stop Engine'), 'hovle.stopEngine'),
  item('pulse', vscode.l10n.t('Diagnose'), 'hovle.diagnose'),
  item('output', vscode.l10n.t('Show Log'), 'hovle.showLog'),
  item('settings-gear', vscode.l10n.t('Settings'), 'workbench.action.openSettings', '@ext:hovle.hovle'),
];

function item(icon: string, title: string, command: string, ...args: string[]) {
  return { label: `$(${icon}) ${title}`, command, arguments: args };
}
