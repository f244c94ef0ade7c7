import * as vscode from 'vscode';
import type { EngineApi, Explanation } from '../../engine/api/engineApi.ts';
import { answerMark, readFromAnswerRenderer } from '../../webview/protocol.ts';
import type { ExplanationMessage, FromAnswerRenderer, ToAnswerRenderer } from '../../webview/protocol.ts';
import { errorText } from '../errorText.ts';
import { answerMime } from '../notebook/answerText.ts';
import type { CellRequest } from '../notebook/cellTask.ts';
import type { Closable } from '../scope.ts';

/** What explaining an answer of a notebook needs. */
export interface AnswerExplaining {
  prepare(cell: vscode.NotebookCell): Promise<CellRequest>;
  explain: EngineApi['explain'];
}

/** Answers the questions of answers that a notebook shows: what do their words rest on? */
export function registerAnswerRenderer(parts: AnswerExplaining): Closable {
  const messaging = vscode.notebooks.createRendererMessaging('hovle-answer');
  return messaging.onDidReceiveMessage(async ({ editor, message }) => {
    const asked = readFromAnswerRenderer(message);
    if (asked) await messaging.postMessage(await replyTo(asked, editor.notebook, parts), editor);
  });
}

async function replyTo(
  { id, mark }: FromAnswerRenderer,
  notebook: vscode.NotebookDocument,
  parts: AnswerExplaining,
): Promise<ToAnswerRenderer> {
  try {
    const found = notebook
      .getCells()
      .flatMap(answersOf)
      .find((answer) => answerMark(answer) === mark);
    if (!found) return { id, failure: vscode.l10n.t('The cell of this answer is gone. Run it again.') };
    const { request } = await parts.prepare(found.cell);
    return { id, explanation: toMessage(await parts.explain({ ...request, answer: found.text })) };
  } catch (error) {
    return { id, failure: errorText(error) };
  }
}

/** The answers that a cell shows; those that were edited into something else are none. */
function answersOf(cell: vscode.NotebookCell) {
  const items = cell.outputs.flatMap((output) => output.items).filter(({ mime }) => mime === answerMime);
  return items.flatMap(({ data }) => {
    const read: unknown = JSON.parse(new TextDecoder().decode(data));
    if (typeof read !== 'object' || read === null || !('text' in read) || typeof read.text !== 'string') return [];
    return [{ cell, text: read.text, timings: 'timings' in read ? read.timings : undefined }];
  });
}

/** Messages to renderers are JSON: arrays go as the text of their bytes. */
function toMessage({ pieces, patches, similarity, pictures }: Explanation): ExplanationMessage {
  const { buffer, byteOffset, byteLength } = similarity;
  return {
    ...{ pieces, patches, similarity: Buffer.from(buffer, byteOffset, byteLength).toString('base64') },
    pictures: pictures.map((picture) => ({ ...picture, rgb: Buffer.from(picture.rgb).toString('base64') })),
  };
}
