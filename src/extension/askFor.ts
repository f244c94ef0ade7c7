import * as vscode from 'vscode';

/**
 * A line that the user types. It stays when something else takes the focus, as a picture does that is still being opened:
 * what was typed would be lost.
 */
export function askFor(title: string, prompt?: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({ title, ...(prompt !== undefined && { prompt }), ignoreFocusOut: true });
}
