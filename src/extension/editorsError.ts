import * as vscode from 'vscode';
import { errorText, isCancelled } from './errorText.ts';

/** An error for the editor, which shows the message of whatever its callbacks throw: in the editor's language. */
export function editorsError(error: unknown): Error {
  return isCancelled(error) ? new vscode.CancellationError() : new Error(errorText(error), { cause: error });
}
