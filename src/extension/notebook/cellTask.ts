import * as vscode from 'vscode';
import type { AskRequest, ChatTurn } from '../../engine/api/answerApi.ts';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import type { Ask } from '../asker.ts';
import type { ModelShelf } from '../models/modelShelf.ts';
import type { Settings } from '../settings/settings.ts';
import { answerMime } from './answerMime.ts';
import { readAnswerText } from './answerText.ts';
import { requestAgain } from './askedQuestion.ts';
import type { AskedQuestion } from './askedQuestion.ts';
import { attachmentsOf } from './attachments.ts';
import { createCellFiles } from './cellFiles.ts';
import { loadCellPicture, notebookFolder } from './cellPicture.ts';
import type { CellPlace } from './cellPicture.ts';
import { conversation } from './conversation.ts';
import type { Exchange, NotebookCellText } from './conversation.ts';
import type { CellOptions } from './directives.ts';
import { notebookLanguage } from './nbformatCell.ts';
import type { TrainingParts } from '../training/trainingParts.ts';
import type { CellResult, CellTraining, CellWork, Following } from './verbs/cellWork.ts';
import { jsonQuestion } from './verbs/jsonAnswer.ts';
import { doCell } from './verbs/verbs.ts';

/** A cell, understood and ready to be done. */
export type CellTask = (following: Following) => Promise<CellResult>;

/** What understanding cells takes. */
export interface CellParts {
  ask: Ask;
  engine: Pick<EngineApi, 'map' | 'survey'>;
  models: ModelShelf;
  settings: () => Settings;
  training: TrainingParts;
}

/** Understands a cell: its pictures, its options over the settings, what it wants done, and the conversation it carries on. */
export async function cellTask(cell: vscode.NotebookCell, parts: CellParts): Promise<CellTask> {
  const { work, verb } = await understand(cell, parts);
  return (following) => doCell(verb, work, following);
}

/** The question that an answer of a cell came of, for those who look into it; without a record of it, what the cell asks now. */
export async function cellRequest(
  cell: vscode.NotebookCell,
  asked: AskedQuestion | undefined,
  parts: CellParts,
): Promise<AskRequest> {
  const { work, verb } = await understand(cell, parts);
  const turns = verb?.kind === 'json' ? (await jsonQuestion(work, verb.schema)).turns : work.turns;
  if (asked) return requestAgain(work, turns, asked);
  const { folder } = await work.findModel(work.model);
  return { ...work.generation, model: folder, turns: [...turns] };
}

async function understand(cell: vscode.NotebookCell, { ask, engine, models, settings, training }: CellParts) {
  const base = notebookFolder(cell.notebook);
  const place = { base, mayFetch: settings().remoteImages };
  const exchanges = conversation(cell.notebook.getCells().map(readCell), cell.index);
  const { options, images: addresses, names } = exchanges[exchanges.length - 1]!.cell;
  const work: CellWork = {
    turns: (await Promise.all(exchanges.map((exchange) => toTurns(exchange, place)))).flat(),
    generation: generation(settings(), options),
    model: options.model,
    findModel: (named) => models.find(named, base.fsPath),
    ask,
    map: (request, options) => engine.map(request, options),
    method: options.method,
    survey: (request, options) => engine.survey(request, options),
    addresses,
    names,
    files: createCellFiles(base, cell.notebook.isUntitled),
    ...(options.questions !== undefined && { questions: options.questions }),
    training: cellTraining(training, base),
  };
  return { work, verb: options.verb };
}

/** Its bundle is loaded when a cell first trains or measures. */
function cellTraining(parts: TrainingParts, base: vscode.Uri): CellTraining {
  const work = () => import('../training/trainingWork.ts');
  return {
    train: async (wish, following) => (await work()).trainCell(parts, base, wish, following),
    evaluate: async (own, wish, following) => (await work()).evaluateCell(parts, base, { work: own, wish }, following),
  };
}

function readCell(cell: vscode.NotebookCell): NotebookCellText {
  const isQuestion = cell.kind === vscode.NotebookCellKind.Code && cell.document.languageId === notebookLanguage;
  return {
    isQuestion,
    text: cell.document.getText(),
    attachments: attachmentsOf(cell.metadata),
    answer: answerOf(cell),
  };
}

function answerOf(cell: vscode.NotebookCell): string | undefined {
  const items = cell.outputs.flatMap((output) => output.items);
  const answer = items.find(({ mime }) => mime === answerMime);
  return answer && readAnswerText(answer.data);
}

async function toTurns(
  { cell, attachments, answer }: Exchange,
  surroundings: Omit<CellPlace, 'attachments'>,
): Promise<ChatTurn[]> {
  const place = { ...surroundings, attachments };
  const images = await Promise.all(cell.images.map((address) => loadCellPicture(address, place)));
  const question: ChatTurn = { role: 'user', text: cell.question, images };
  return answer === undefined ? [question] : [question, { role: 'assistant', text: answer }];
}

/** A cell's own options stand over the settings. */
function generation(settings: Settings, options: CellOptions): CellWork['generation'] {
  const { maxTokens, temperature, device, precision, maxTiles } = settings;
  const { model: _, continues: __, verb: ___, method: ____, questions: _____, ...own } = options;
  const optional = { ...(precision ? { precision } : {}), ...(maxTiles ? { maxTiles } : {}) };
  return { maxTokens, temperature, device, ...optional, ...own };
}
