import * as vscode from 'vscode';
import type { AskProgress, AskRequest } from '../../engine/api/answerApi.ts';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import type { Explanation, ExplainRequest, MapProgress } from '../../engine/api/mapApi.ts';
import { answerMark } from '../../webview/protocol.ts';
import type { ExplanationMessage, FromAnswerRenderer, ToAnswerRenderer } from '../../webview/protocol.ts';
import { errorText, isCancelled } from '../errorText.ts';
import { answerMime } from '../notebook/answerMime.ts';
import { readAskedQuestion } from '../notebook/askedQuestion.ts';
import type { AskedQuestion } from '../notebook/askedQuestion.ts';
import { base64, mapStageText, viewMessage } from '../notebook/mapText.ts';
import { isObject } from '../notebook/plainNotebook.ts';
import type { Json } from '../notebook/plainNotebook.ts';

/** What looking into an answer of a notebook needs. */
export interface AnswerExplaining {
  /** The question that an answer of a cell came of, as far as the answer says how it was asked. */
  prepare(cell: vscode.NotebookCell, asked: AskedQuestion | undefined): Promise<AskRequest>;
  engine: Pick<EngineApi, 'explain' | 'map'>;
}

type Asked = Exclude<FromAnswerRenderer, { kind: 'stop' }>;
type Reply = Omit<ToAnswerRenderer, 'id'>;

/** Where an answer is told what goes on, and how it is stopped. */
interface Answering extends AnswerExplaining {
  tell: (reply: Reply) => Promise<unknown>;
  signal: AbortSignal;
}

/** What an answer asked for, or why there is none. */
export async function replyTo(asked: Asked, notebook: vscode.NotebookDocument, parts: Answering): Promise<Reply> {
  try {
    const found = notebook
      .getCells()
      .flatMap(answersOf)
      .find((answer) => answerMark(answer) === asked.mark);
    if (!found) return { failure: vscode.l10n.t('The cell of this answer is gone. Run it again.') };
    const request = await parts.prepare(found.cell, found.asked);
    return await lookInto(asked, { ...request, answer: found.text }, parts);
  } catch (error) {
    return { failure: isCancelled(error) ? vscode.l10n.t('Stopped.') : errorText(error) };
  }
}

async function lookInto(asked: Asked, request: ExplainRequest, { engine, signal, tell }: Answering): Promise<Reply> {
  const onProgress = (progress: AskProgress | MapProgress): void => {
    if (progress.kind === 'stage') void tell({ progress: mapStageText(progress) });
  };
  if (asked.kind === 'explain')
    return { explanation: toMessage(await engine.explain(request, { signal, onProgress })) };
  const { method, first, count } = asked;
  const wanted = { ...request, method, pieces: { first, count }, heads: true };
  const map = await engine.map(wanted, { signal, onProgress });
  const { probability, patches, views } = map;
  return { map: { method, first, count, probability, patches, views: views.map(viewMessage) } };
}

/** The answers that a cell shows; those that were edited into something else are none. */
function answersOf(cell: vscode.NotebookCell) {
  const items = cell.outputs.flatMap((output) => output.items).filter(({ mime }) => mime === answerMime);
  return items.flatMap(({ data }) => {
    // What JSON.parse returns is Json by definition.
    const read = JSON.parse(new TextDecoder().decode(data)) as Json;
    if (!isObject(read) || typeof read['text'] !== 'string') return [];
    return [{ cell, text: read['text'], timings: read['timings'], asked: readAskedQuestion(read) }];
  });
}

/** Messages to renderers are JSON: arrays go as the text of their bytes. */
function toMessage({ pieces, patches, similarity, pictures }: Explanation): ExplanationMessage {
  return {
    ...{ pieces, patches, similarity: base64(similarity) },
    pictures: pictures.map((picture) => ({ ...picture, rgb: base64(picture.rgb) })),
  };
}
