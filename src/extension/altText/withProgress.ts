import * as vscode from 'vscode';
import { abortOn } from '../abortOn.ts';

/** What work is given that a notification follows, with a button that stops it. */
export interface Followed {
  signal: AbortSignal;
  /** `increment` in percent of the whole. */
  report: (message: string, increment: number) => void;
}

/** Follows work on descriptions in a notification. */
export async function withProgress<T>(title: string, work: (following: Followed) => Promise<T>): Promise<T> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const abort = abortOn(token);
    try {
      return await work({
        signal: abort.signal,
        report: (message, increment) => progress.report({ message, increment }),
      });
    } finally {
      abort.dispose();
    }
  });
}
