import * as vscode from 'vscode';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import type { Activity } from './activity.ts';
import { statusText } from './statusText.ts';

/** Shows model, device and what is going on; a click opens the menu. `chosen` names the model that would answer now. */
export function registerStatusBar(activity: Activity, chosen: () => string): Closable {
  const scope = new Scope();
  const item = scope.add(vscode.window.createStatusBarItem('hovle.status', vscode.StatusBarAlignment.Right, 100));
  item.name = 'HoVLE';
  item.command = 'hovle.showMenu';
  const show = () => {
    const { text, tooltip, label, warns } = statusText(activity.state, chosen());
    Object.assign(item, { text, tooltip, accessibilityInformation: { label, role: 'button' } });
    item.backgroundColor = warns ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
  };
  scope.add(activity.onChange(show));
  scope.add(vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('hovle') && show()));
  show();
  item.show();
  return scope;
}
