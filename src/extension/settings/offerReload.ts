import * as vscode from 'vscode';

/** Offers to reload the window when a setting has changed that is read only when it opens. */
export function offerReload(): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration(async (event) => {
    const isRead = ['hovle.nodePath', 'hovle.unloadAfterMinutes'].some((key) => event.affectsConfiguration(key));
    if (!isRead) return;
    const reload = vscode.l10n.t('Reload Window');
    const message = vscode.l10n.t('This setting of the engine takes effect once the window is reloaded.');
    const chosen = await vscode.window.showInformationMessage(message, reload);
    if (chosen === reload) await vscode.commands.executeCommand('workbench.action.reloadWindow');
  });
}
