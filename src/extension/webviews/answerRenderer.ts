import * as vscode from 'vscode';
import type { EngineApi, Explanation } from '../../engine/api/engineApi.ts';
import { readFromAnswerRenderer } from '../../webview/protocol.ts';
import type { ExplanationMessage, ToAnswerRenderer } from '../../webview/protocol.ts';
import { errorText } from '../errorText.ts';
import { answerMime, readAnswerText } from '../notebook/answerText.ts';
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
    if (asked) await messaging.postMessage(await replyTo(asked.text, editor.notebook, parts), editor);
  });
}

async function replyTo(
  text: string,
  notebook: vscode.NotebookDocument,
  parts: AnswerExplaining,
): Promise<ToAnswerRenderer> {
  try {
    const cell = notebook.getCells().find((candidate) => answersOf(candidate).includes(text));
    if (!cell) return { text, failure: vscode.l10n.t('The cell of this answer is gone. Run it again.') };
    const { request } = await parts.prepare(cell);
    const explanation = await parts.explain({ ...request, answer: text });
    return { text, explanation: toMessage(explanation) };
  } catch (error) {
    return { text, failure: errorText(error) };
  }
}

function answersOf(cell: vscode.NotebookCell): (string | undefined)[] {
  const items = cell.outputs.flatMap((output) => output.items).filter(({ mime }) => mime === answerMime);
  return items.map(({ data }) => readAnswerText(data));
}

/** Messages to renderers are JSON: arrays go as the text of their bytes. */
function toMessage({ pieces, patches, similarity, pictures }: Explanation): ExplanationMessage {
  const { buffer, byteOffset, byteLength } = similarity;
  return {
    ...{ pieces, patches, similarity: Buffer.from(buffer, byteOffset, byteLength).toString('base64') },
    pictures: pictures.map((picture) => ({ ...picture, rgb: Buffer.from(picture.rgb).toString('base64') })),
  };
}
