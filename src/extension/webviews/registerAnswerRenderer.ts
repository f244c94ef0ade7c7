import * as vscode from 'vscode';
import { readFromAnswerRenderer } from '../../webview/protocol.ts';
import type { ToAnswerRenderer } from '../../webview/protocol.ts';
import type { Closable } from '../scope.ts';
import type { AnswerExplaining } from './answerRenderer.ts';

/** Answers the questions of answers that a notebook shows: what do their words rest on? */
export function registerAnswerRenderer(parts: AnswerExplaining): Closable {
  const messaging = vscode.notebooks.createRendererMessaging('hovle-answer');
  /** What is under way, by the output that waits for them. */
  const running = new Map<string, AbortController>();
  return messaging.onDidReceiveMessage(async ({ editor, message }) => {
    const asked = readFromAnswerRenderer(message);
    if (!asked) return;
    const tell = async (reply: Omit<ToAnswerRenderer, 'id'>) =>
      messaging.postMessage({ id: asked.id, ...reply } satisfies ToAnswerRenderer, editor);
    const before = running.get(asked.id);
    before?.abort();
    if (asked.kind === 'stop') {
      // What an extension host was asked that has ended since, none will answer.
      if (!before) await tell({ failure: vscode.l10n.t('Stopped.') });
      return;
    }
    const abort = new AbortController();
    running.set(asked.id, abort);
    const { replyTo } = await import('./answerRenderer.ts');
    // One that is not wanted any more says nothing, where another has been asked for.
    const reply = await replyTo(asked, editor.notebook, { ...parts, tell, signal: abort.signal });
    const isLatest = running.get(asked.id) === abort;
    if (isLatest) running.delete(asked.id);
    if (isLatest) await tell(reply);
  });
}
