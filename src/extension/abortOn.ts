import type { CancellationToken } from 'vscode';
import type { Closable } from './scope.ts';

/** The editor's cancellation as the platform's, until disposed. */
export function abortOn(token: CancellationToken): Closable & { signal: AbortSignal } {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const listening = token.onCancellationRequested(() => controller.abort());
  return { signal: controller.signal, dispose: () => void listening.dispose() };
}
